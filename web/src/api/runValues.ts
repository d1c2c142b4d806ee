import { graphql, nodesOf, type Page } from './graphql';
import { members } from './json';
import { configOf, publicOf, readDocument, type Values } from './runDocuments';

/** What a run was given and what came out of it. */
export interface RunValue {
  readonly name: string;
  readonly displayName: string;
  readonly state: string;
  readonly group: string | null;
  readonly jobType: string | null;
  readonly createdAt: string;
  readonly commit: string | null;
  readonly user: string | null;
  readonly config: Values;
  readonly summary: Values;
  /** The custom charts that the client described, by their names. */
  readonly charts: Values;
  /** The names of masks' classes, by the picture's key and the mask's name. */
  readonly maskClasses: Values;
}

const QUERY = `
query RunValues($entity: String!, $project: String!, $filters: JSONString, $first: Int) {
  project(name: $project, entityName: $entity) {
    runs(filters: $filters, first: $first) {
      edges { node { name displayName state group jobType createdAt commit user { username } config summaryMetrics } }
      pageInfo { endCursor hasNextPage }
    }
  }
}`;

type Node = Omit<RunValue, 'config' | 'summary' | 'charts' | 'maskClasses' | 'user'> & {
  config: string | null;
  summaryMetrics: string | null;
  user: { username: string } | null;
};

/** Config and summary of some runs. */
export async function fetchRunValues(
  ask: { entity: string; project: string; runs: readonly string[] }, signal: AbortSignal,
): Promise<RunValue[]> { // prettier-ignore
  const { entity, project, runs } = ask;
  const variables = { entity, project, filters: JSON.stringify({ name: { $in: runs } }), first: runs.length };
  const answer = await graphql<{ project: { runs: Page<Node> } | null }>(QUERY, variables, signal);
  return nodesOf(answer.project?.runs).map(({ config, summaryMetrics, user, ...rest }) => {
    const all = members(readDocument(config));
    const ofClient = members(members(all['_wandb'])['value']);
    return {
      ...rest,
      user: user?.username ?? null,
      config: publicOf(configOf(all)),
      summary: publicOf(members(readDocument(summaryMetrics))),
      charts: members(ofClient['visualize']),
      maskClasses: members(ofClient['mask/class_labels']),
    };
  });
}
