import { graphql, nodesOf, type Page } from '../api/graphql';
import { formatAgo } from '../format/times';
import { runStates } from '../filter/states';

/** What a list of groups tells of each. */
export interface GroupFacts {
  /** How many runs are in which state. */
  readonly states: ReadonlyMap<string, number>;
  readonly last: string;
}

/** So many groups are asked about in one request. */
const AT_ONCE = 10;

export async function fetchGroupFacts(
  at: { entity: string; project: string }, names: readonly string[], signal: AbortSignal,
): Promise<ReadonlyMap<string, GroupFacts>> { // prettier-ignore
  const found = new Map<string, GroupFacts>();
  for (let start = 0; start < names.length; start += AT_ONCE) {
    const some = names.slice(start, start + AT_ONCE);
    const answer = await graphql<{ project: Record<string, unknown> | null }>(query(some.length), { ...at, ...variables(some) }, signal);
    some.forEach((name, index) => {
      const states = new Map(runStates.map((state) => [state as string, Number(answer.project?.[`g${index}_${state}`] ?? 0)]));
      const newest = nodesOf(answer.project?.[`g${index}`] as Page<{ createdAt: string }> | undefined)[0];
      found.set(name, { states, last: newest ? formatAgo(newest.createdAt, Date.now()) : '' });
    });
  }
  return found;
}

function query(count: number): string {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const names = (index: number): string[] => [`g${index}`, ...runStates.map((state) => `g${index}_${state}`)];
  const parameters = numbers.flatMap((index) => names(index).map((name) => `$${name}: JSONString`)).join(', ');
  const fields = numbers.map((index) => `
    g${index}: runs(filters: $g${index}, first: 1, order: "-created_at") { edges { node { createdAt } } pageInfo { endCursor hasNextPage } }
    ${runStates.map((state) => `g${index}_${state}: runCount(filters: $g${index}_${state})`).join(' ')}`);
  return `query GroupFacts($entity: String!, $project: String!, ${parameters}) { project(name: $project, entityName: $entity) { ${fields.join('')} } }`;
}

function variables(names: readonly string[]): Record<string, string> {
  const all: Record<string, string> = {};
  names.forEach((group, index) => {
    all[`g${index}`] = JSON.stringify({ group });
    for (const state of runStates) all[`g${index}_${state}`] = JSON.stringify({ $and: [{ group }, { state }] });
  });
  return all;
}
