import { graphql, type Page } from './graphql';
import { parseJson, type Json } from './json';
import { countQuestion, rowsQuestion, type PageWish, type RowListing } from './runQuestions';
import type { RunHead, RunHeadAnswer } from './runHead';

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

export interface RowPage {
  readonly rows: readonly RunRow[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

type Answer = RunHeadAnswer & Omit<RunRow, keyof RunHead | 'values'> & { values?: string };

/** A page of runs; null when there is no such project for this person. */
export async function fetchRows(listing: RowListing, page: PageWish, signal?: AbortSignal): Promise<RowPage | null> {
  const { query, variables } = rowsQuestion(listing, page);
  const answer = await graphql<{ project: { runs: Page<Answer> } | null }>(query, variables, signal);
  if (!answer.project) return null;
  const { edges, pageInfo } = answer.project.runs;
  return { rows: edges.map(({ node }) => readRow(node, listing.keys)), ...pageInfo };
}

function readRow({ values, ...run }: Answer, keys: readonly string[]): RunRow {
  const list = values === undefined ? [] : (parseJson(values) as Json[]);
  return { ...run, tags: run.tags ?? [], values: new Map(keys.map((key, index) => [key, list[index] ?? null])) };
}

export async function countRuns(at: Pick<RowListing, 'entity' | 'project' | 'filters'>, signal?: AbortSignal): Promise<number> {
  const { query, variables } = countQuestion(at);
  const answer = await graphql<{ project: { runCount: number } | null }>(query, variables, signal);
  return answer.project?.runCount ?? 0;
}
