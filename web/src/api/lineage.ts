import { graphql, nodesOf, type Page } from './graphql';

/** A run and the last step that another one took over from it. */
export interface BranchPoint {
  readonly run: string;
  readonly step: number;
}

/** Where a run's history comes from, and what came of it. */
export interface RunLineage {
  readonly name: string;
  readonly displayName: string;
  /** What it was forked from. */
  readonly origin: BranchPoint | null;
  readonly rewinds: readonly { readonly step: number; readonly at: string }[];
  readonly forks: readonly { readonly name: string; readonly displayName: string; readonly step: number | null }[];
}

type Node = Omit<RunLineage, 'forks'> & { readonly forks?: readonly { name: string; displayName: string; origin: BranchPoint | null }[] };

const ORIGIN = 'origin { run step }';

const query = (fields: string): string => `
query Lineage($entity: String!, $project: String!, $filters: JSONString, $first: Int) {
  project(name: $project, entityName: $entity) {
    runs(filters: $filters, first: $first) {
      edges { node { name displayName ${ORIGIN} ${fields} } }
      pageInfo { endCursor hasNextPage }
    }
  }
}`;

/** The lineage of some runs, those left out that are not there any more; which runs were forked from it is asked of a single run only. */
export async function fetchLineage(
  ask: { entity: string; project: string; runs: readonly string[] }, signal: AbortSignal,
): Promise<RunLineage[]> { // prettier-ignore
  const { entity, project, runs } = ask;
  const fields = `rewinds { step at } ${runs.length === 1 ? `forks { name displayName ${ORIGIN} }` : ''}`;
  const variables = { entity, project, filters: JSON.stringify({ name: { $in: runs } }), first: runs.length };
  const answer = await graphql<{ project: { runs: Page<Node> } | null }>(query(fields), variables, signal);
  return nodesOf(answer.project?.runs).map(lineageOf);
}

function lineageOf({ forks = [], ...node }: Node): RunLineage {
  return { ...node, forks: forks.map(({ name, displayName, origin }) => ({ name, displayName, step: origin?.step ?? null })) };
}
