import { fieldOf, pathOf, valueByPath } from '../filter/fields';
import { capabilities, type Capabilities } from './capabilities';
import { graphql, type Page } from './graphql';
import { parseJson, type Json } from './json';
import { configOf, readDocument } from './runDocuments';
import { runHead, type RunHead, type RunHeadAnswer } from './runHead';

/** A run with those of its values that are wanted. */
export interface RunRow extends RunHead {
  readonly description: string | null;
  readonly sweepName: string | null;
  readonly values: ReadonlyMap<string, Json>;
}

/** A run's value by the key of the field. */
export function valueOf(run: RunRow, key: string): Json {
  switch (key) {
    case 'display_name':
      return run.displayName;
    case 'name':
      return run.name;
    case 'state':
      return run.state;
    case 'tags':
      return [...run.tags];
    case 'notes':
      return run.notes;
    case 'description':
      return run.description;
    case 'username':
      return run.user?.username ?? null;
    case 'group':
      return run.group;
    case 'job_type':
      return run.jobType;
    case 'created_at':
      return run.createdAt;
    case 'heartbeat_at':
      return run.heartbeatAt;
    case 'duration':
      return (new Date(run.heartbeatAt).getTime() - new Date(run.createdAt).getTime()) / 1000;
    case 'host':
      return run.host;
    case 'sweep':
      return run.sweepName;
    case 'commit':
      return run.commit;
    case 'exitcode':
      return run.exitcode;
    default:
      return run.values.get(key) ?? null;
  }
}

/** By what a run is grouped: runs without tags have none. */
export function groupValueOf(run: RunRow, key: string): Json {
  const value = valueOf(run, key);
  return Array.isArray(value) && value.length === 0 && key === 'tags' ? null : value;
}

/** Which runs of a project, in which order, with which config and summary values. */
export interface RowListing {
  readonly entity: string;
  readonly project: string;
  readonly filters: string;
  readonly order: string;
  readonly keys: readonly string[];
}

export interface RowPage {
  readonly rows: readonly RunRow[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

const query = (can: Pick<Capabilities, 'offset'>, fields: string): string => `
query RunRows(
  $entity: String!, $project: String!, $filters: JSONString, $order: String, $first: Int, $after: String
  ${can.offset ? ', $offset: Int' : ''}${fields.includes('$keys') ? ', $keys: [String!]!' : ''}
) {
  project(name: $project, entityName: $entity) {
    runs(filters: $filters, order: $order, first: $first, after: $after${can.offset ? ', offset: $offset' : ''}) {
      edges { node { ${fields} } }
      pageInfo { endCursor hasNextPage }
    }
  }
}`;

type Answer = RunHeadAnswer & Omit<RunRow, keyof RunHead | 'values'> & { values?: string; config?: string | null; summaryMetrics?: string | null };

/** Enough for a list of runs without values, of which no part is skipped. */
const noAbilities = { values: false, offset: false };

export interface PageWish {
  readonly first: number;
  readonly after: string | null;
  /** So many runs are skipped behind `after`; only where the server can. */
  readonly offset?: number;
}

/** A page of runs; null when there is no such project for this person. */
export async function fetchRows(listing: RowListing, page: PageWish, signal?: AbortSignal): Promise<RowPage | null> {
  const { keys } = listing;
  const can = keys.length > 0 || page.offset !== undefined ? await capabilities() : noAbilities;
  const wantsConfig = keys.some((key) => fieldOf(key).section === 'config');
  const wantsSummary = keys.some((key) => fieldOf(key).section === 'summary');
  const documents = `${wantsConfig ? 'config ' : ''}${wantsSummary ? 'summaryMetrics' : ''}`;
  const fields = `${runHead} description sweepName ${keys.length === 0 ? '' : can.values ? 'values(keys: $keys)' : documents}`;
  const answer = await graphql<{ project: { runs: Page<Answer> } | null }>(query(can, fields), { ...listing, ...page }, signal);
  if (!answer.project) return null;
  const { edges, pageInfo } = answer.project.runs;
  return { rows: edges.map(({ node }) => readRow(node, keys)), ...pageInfo };
}

function readRow({ values, config, summaryMetrics, ...run }: Answer, keys: readonly string[]): RunRow {
  const found = new Map<string, Json>();
  if (values !== undefined) {
    const list = parseJson(values) as Json[];
    keys.forEach((key, index) => found.set(key, list[index] ?? null));
  } else {
    const plain = configOf(readDocument(config));
    const summary = readDocument(summaryMetrics);
    for (const key of keys) {
      const field = fieldOf(key);
      found.set(key, valueByPath(field.section === 'config' ? plain : summary, pathOf(field)) ?? null);
    }
  }
  return { ...run, tags: run.tags ?? [], values: found };
}

const CURSOR = `
query RunCursor($entity: String!, $project: String!, $filters: JSONString, $order: String, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    runs(filters: $filters, order: $order, first: $first, after: $after) { pageInfo { endCursor hasNextPage } }
  }
}`;

/** The cursor so many runs further on. */
export async function skipRows(listing: RowListing, count: number, after: string | null, signal: AbortSignal): Promise<string | null> {
  const { entity, project, filters, order } = listing;
  const variables = { entity, project, filters, order, first: count, after };
  const answer = await graphql<{ project: { runs: Page<never> } | null }>(CURSOR, variables, signal);
  return answer.project?.runs.pageInfo.endCursor ?? null;
}

const COUNT = `
query RunCount($entity: String!, $project: String!, $filters: JSONString) {
  project(name: $project, entityName: $entity) { runCount(filters: $filters) }
}`;

export async function countRuns(at: Pick<RowListing, 'entity' | 'project' | 'filters'>, signal?: AbortSignal): Promise<number> {
  const { entity, project, filters } = at;
  const answer = await graphql<{ project: { runCount: number } | null }>(COUNT, { entity, project, filters }, signal);
  return answer.project?.runCount ?? 0;
}
