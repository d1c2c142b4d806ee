import { runHead } from './runHead';

/** Which runs of a project, in which order, with which config and summary values. */
export interface RowListing {
  readonly entity: string;
  readonly project: string;
  readonly filters: string;
  readonly order: string;
  readonly keys: readonly string[];
}

export interface PageWish {
  readonly first: number;
  readonly after: string | null;
  /** So many runs are skipped behind `after`. */
  readonly offset?: number;
}

/** What GraphQL is asked: the text and its variables. */
export interface Question {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

const ROWS = (values: string): string => `
query RunRows(
  $entity: String!, $project: String!, $filters: JSONString, $order: String, $first: Int, $after: String, $offset: Int
  ${values ? ', $keys: [String!]!' : ''}
) {
  project(name: $project, entityName: $entity) {
    runs(filters: $filters, order: $order, first: $first, after: $after, offset: $offset) {
      edges { node { ${runHead} description sweepName ${values} } }
      pageInfo { endCursor hasNextPage }
    }
  }
}`;

/** Asks for a page of runs. */
export function rowsQuestion({ entity, project, filters, order, keys }: RowListing, { first, after, offset }: PageWish): Question {
  const variables = { entity, project, filters, order, first, after, ...(offset ? { offset } : {}) };
  if (keys.length === 0) return { query: ROWS(''), variables };
  return { query: ROWS('values(keys: $keys)'), variables: { ...variables, keys } };
}

const COUNT = `
query RunCount($entity: String!, $project: String!, $filters: JSONString) {
  project(name: $project, entityName: $entity) { runCount(filters: $filters) }
}`;

/** Asks how many runs there are. */
export function countQuestion({ entity, project, filters }: Pick<RowListing, 'entity' | 'project' | 'filters'>): Question {
  return { query: COUNT, variables: { entity, project, filters } };
}
