import { bodyOf, posted, takeEarly } from './early';
import { ApiError, send } from './http';

interface Answer<T> {
  data?: T;
  errors?: { message: string }[];
}

/** Asks a GraphQL query or mutation; throws ApiError when the answer has errors. */
export async function graphql<T>(
  query: string,
  variables: Record<string, unknown> = {},
  signal?: AbortSignal,
): Promise<T> {
  const body = bodyOf({ query, variables });
  const early = takeEarly(body);
  const response = await send('/graphql', { ...posted(body), ...(signal ? { signal } : {}) }, early?.response);
  const answer = (early ? JSON.parse(await early.text) : await response.json()) as Answer<T>;
  const first = answer.errors?.[0];
  if (first) throw new ApiError(response.status, first.message);
  if (!answer.data) throw new ApiError(response.status, 'The answer holds no data.');
  return answer.data;
}

/** A page of a list, as GraphQL answers it. */
export interface Page<Node> {
  edges: { node: Node }[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
  totalCount?: number;
}

export const nodesOf = <Node>(page: Page<Node> | null | undefined): Node[] => page?.edges.map((edge) => edge.node) ?? [];
