import { allOf } from '../filter/filter';
import { searchFilter } from '../filter/searchFilter';
import { graphql, nodesOf, type Page } from './graphql';

/** What a list of runs shows of each. */
export interface RunHead {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly state: string;
  readonly createdAt: string;
  readonly heartbeatAt: string;
  readonly group: string | null;
  readonly tags: readonly string[];
  readonly user: { readonly username: string } | null;
}

export interface RunPage {
  readonly runs: readonly RunHead[];
  readonly total: number;
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

export interface RunListing {
  readonly entity: string;
  readonly project: string;
  readonly search: string;
  readonly isRegex: boolean;
  readonly state: string;
  readonly order: string;
  readonly first: number;
  readonly after: string | null;
}

const RUNS = `
query Runs($entity: String!, $project: String!, $filters: JSONString, $order: String, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    runs(filters: $filters, order: $order, first: $first, after: $after) {
      edges { node { id name displayName state createdAt heartbeatAt group tags user { username } } }
      pageInfo { endCursor hasNextPage }
      totalCount
    }
  }
}`;

/** A page of a project's runs; null when there is no such project for this person. */
export async function fetchRuns(listing: RunListing, signal: AbortSignal): Promise<RunPage | null> {
  const { entity, project, order, first, after } = listing;
  const variables = { entity, project, order, first, after, filters: filtersOf(listing) };
  const answer = await graphql<{ project: { runs: Page<RunHead> } | null }>(RUNS, variables, signal);
  if (!answer.project) return null;
  const page = answer.project.runs;
  return { runs: nodesOf(page), total: page.totalCount ?? 0, ...page.pageInfo };
}

/** The listing's search and state in the language of the server's filters. */
function filtersOf({ search, isRegex, state }: RunListing): string {
  return allOf([searchFilter(search, isRegex), state ? { state } : null]);
}
