import { ApiError, send } from './http';
import { members, parseJson, type Json } from './json';

/** A row that was logged: all of its values that were asked for. */
export interface LoggedRow {
  readonly step: number;
  readonly values: { readonly [key: string]: Json };
}

/** Evenly spread rows of each run that have all the keys; no more than `samples` of each. */
export async function fetchSamples(
  ask: { entity: string; project: string; runs: readonly string[]; keys: readonly string[]; samples: number }, signal: AbortSignal,
): Promise<Map<string, LoggedRow[]>> { // prettier-ignore
  const { entity, project, runs, keys, samples } = ask;
  const query = `query Samples($entity: String!, $project: String!, $specs: [JSONString!]!, ${runs.map((_, index) => `$r${index}: String!`).join(', ')}) {
    project(name: $project, entityName: $entity) {
      ${runs.map((_, index) => `r${index}: run(name: $r${index}) { sampledHistory(specs: $specs) }`).join('\n')}
    }
  }`;
  const variables: Record<string, unknown> = { entity, project, specs: [JSON.stringify({ keys: ['_step', ...keys], samples })] };
  runs.forEach((run, index) => (variables[`r${index}`] = run));
  const response = await send('/graphql', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query, variables }), signal,
  }); // prettier-ignore
  // Rows hold what was logged, NaN and infinities included, which JSON proper does not know.
  const answer = members(parseJson(await response.text()));
  const problem = Array.isArray(answer['errors']) ? members(answer['errors'][0])['message'] : null;
  if (typeof problem === 'string') throw new ApiError(response.status, problem);
  const found = members(members(answer['data'])['project']);
  return new Map(runs.map((run, index) => [run, rowsOf(members(found[`r${index}`])['sampledHistory'])]));
}

function rowsOf(specs: Json | undefined): LoggedRow[] {
  const rows = Array.isArray(specs) && Array.isArray(specs[0]) ? specs[0] : [];
  return rows.map((row) => loggedRow(members(row))).filter((row): row is LoggedRow => row !== null);
}

/** A row with its step; null for one that has none. */
export function loggedRow(values: { [key: string]: Json }): LoggedRow | null {
  const step = values['_step'];
  return typeof step === 'number' ? { step, values } : null;
}
