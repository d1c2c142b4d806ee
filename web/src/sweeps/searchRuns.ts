import type { Json } from '../api/json';
import { fetchRows, valueOf, type RowPage, type RunRow } from '../api/runRows';
import { configKey, summaryKey } from '../filter/fields';
import type { SearchConfig } from './searchSpace';

const PAGE = 1000;
/** The curve and the charts go so far. */
const MOST = 2000;

/** The runs of a search: their filter, and the keys of what was tried and what came out of it. */
export interface SearchFields {
  readonly filters: string;
  readonly swept: readonly string[];
  readonly metric: string | null;
}

export function fieldsOf(sweep: string, search: SearchConfig): SearchFields {
  return {
    filters: JSON.stringify({ sweep }),
    swept: search.parameters.filter((one) => !one.isConstant).map((one) => configKey(one.path)),
    metric: search.metric && summaryKey(search.metric.name),
  };
}

/** The first runs of a search, in the order in which they were made, with their metric. */
export async function fetchTries(at: { entity: string; project: string; filters: string; metric: string | null }, signal: AbortSignal): Promise<RunRow[]> {
  const { metric, ...rest } = at;
  const listing = { ...rest, order: '+created_at', keys: metric ? [metric] : [] };
  const rows: RunRow[] = [];
  for (let after: string | null = null; ;) {
    const page: RowPage | null = await fetchRows(listing, { first: PAGE, after }, signal);
    rows.push(...(page?.rows ?? []));
    after = page?.endCursor ?? null;
    if (!page?.hasNextPage || rows.length >= MOST) return rows;
  }
}

/** A run's value of the metric; null where it has none that is a number. */
export function metricOf(run: RunRow, metric: string | null): number | null {
  const value: Json = metric ? valueOf(run, metric) : null;
  return typeof value === 'number' ? value : null;
}

/** The run whose value no other beats. */
export function bestOf(runs: readonly RunRow[], metric: string | null, isMaximized: boolean): RunRow | null {
  let best: RunRow | null = null;
  for (const run of runs) {
    const value = metricOf(run, metric);
    if (value === null || !Number.isFinite(value)) continue;
    const known: number | null = best && metricOf(best, metric);
    if (known === null || (isMaximized ? value > known : value < known)) best = run;
  }
  return best;
}
