import type { AggregateName } from '../filter/aggregate';
import { graphql, nodesOf, type Page } from './graphql';
import { parseJson, type Json } from './json';

/** A number over the runs of a group. */
export interface Aggregate {
  readonly name: AggregateName;
  readonly key: string;
}

/** The runs that have the same value of a field. */
export interface RunGroup {
  readonly value: Json;
  readonly count: number;
  readonly aggregates: readonly (number | null)[];
}

export interface GroupAnswer {
  readonly groups: readonly RunGroup[];
  readonly total: number;
}

export interface GroupWish {
  readonly entity: string;
  readonly project: string;
  readonly filters: string;
  readonly by: string;
  readonly aggregates: readonly Aggregate[];
  readonly isDescending: boolean;
}

const GROUPS = `
query RunGroups($entity: String!, $project: String!, $filters: JSONString, $by: [String!]!, $aggregates: [String!], $order: String, $first: Int) {
  project(name: $project, entityName: $entity) {
    runGroups(filters: $filters, by: $by, aggregates: $aggregates, order: $order, first: $first) {
      edges { node { values count aggregates } } pageInfo { endCursor hasNextPage } totalCount
    }
  }
}`;

const GROUPS_AT_ONCE = 1000;

/** The groups that a field's values make. */
export async function fetchGroups(wish: GroupWish, signal: AbortSignal): Promise<GroupAnswer> {
  const { entity, project, filters, by, aggregates, isDescending } = wish;
  const variables = {
    entity, project, filters, by: [by], first: GROUPS_AT_ONCE, order: `${isDescending ? '-' : '+'}${by}`,
    aggregates: aggregates.map(({ name, key }) => `${name}:${key}`),
  }; // prettier-ignore
  type Node = { values: string; count: number; aggregates: string };
  const answer = await graphql<{ project: { runGroups: Page<Node> } | null }>(GROUPS, variables, signal);
  const page = answer.project?.runGroups;
  const groups = nodesOf(page).map((node) => ({
    value: (parseJson(node.values) as Json[])[0] ?? null,
    count: node.count,
    aggregates: parseJson(node.aggregates) as (number | null)[],
  }));
  return { groups, total: page?.totalCount ?? groups.length };
}
