import { graphql, nodesOf, type Page } from './graphql';
import { members, parseJson, type Json } from './json';

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

interface Node {
  name: string;
  displayName: string;
  wandbConfig: string | null;
  rewinds: { step: number; at: string }[];
  forks?: { name: string; displayName: string; wandbConfig: string | null }[];
}

const BRANCH = 'wandbConfig(keys: ["branch_point"])';

const query = (fields: string): string => `
query Lineage($entity: String!, $project: String!, $filters: JSONString, $first: Int) {
  project(name: $project, entityName: $entity) {
    runs(filters: $filters, first: $first) {
      edges { node { name displayName ${BRANCH} ${fields} } }
      pageInfo { endCursor hasNextPage }
    }
  }
}`;

/** The lineage of some runs, those left out that are not there any more; which runs were forked from it is asked of a single run only. */
export async function fetchLineage(
  ask: { entity: string; project: string; runs: readonly string[] }, signal: AbortSignal,
): Promise<RunLineage[]> { // prettier-ignore
  const { entity, project, runs } = ask;
  const fields = `rewinds { step at } ${runs.length === 1 ? `forks { name displayName ${BRANCH} }` : ''}`;
  const variables = { entity, project, filters: JSON.stringify({ name: { $in: runs } }), first: runs.length };
  const answer = await graphql<{ project: { runs: Page<Node> } | null }>(query(fields), variables, signal);
  return nodesOf(answer.project?.runs).map(lineageOf);
}

function lineageOf({ name, displayName, wandbConfig, rewinds, forks = [] }: Node): RunLineage {
  const point = branchPoint(wandbConfig);
  return {
    name, displayName, rewinds,
    // A rewound run is noted as a branch of itself.
    origin: point?.run === name ? null : point,
    forks: forks.map((fork) => ({ name: fork.name, displayName: fork.displayName, step: branchPoint(fork.wandbConfig)?.step ?? null })),
  }; // prettier-ignore
}

const branchPoint = (text: string | null): BranchPoint | null => branchOf(members(parseJson(text ?? '{}'))['branch_point']);

/** A branch point as clients note it in a run's config. */
export function branchOf(point: Json | undefined): BranchPoint | null {
  const { run_id: run, step } = members(point);
  return typeof run === 'string' && typeof step === 'number' ? { run, step } : null;
}
