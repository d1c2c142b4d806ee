import type { Curve } from '../chart/curve';
import { queryOf, send } from './http';

export type Stream = 'metrics' | 'system';

/** What a chart asks of the server. */
export interface SeriesRequest {
  entity: string;
  project: string;
  runs: readonly string[];
  keys: readonly string[];
  stream: Stream;
  /** As the server names it: step, relative, wall or metric:KEY. */
  x: string;
  range: readonly [number, number] | null;
  /** Points of later steps stay out. */
  lastStep?: number;
  buckets: number;
  /** Names the state of the data; the browser keeps answers to requests that bear one. */
  version?: string | null;
}

interface Head {
  run: string;
  key: string;
  exact: 0 | 1;
  count: number;
  columns: string[];
  /** Those of the columns that are sent as floats. */
  single: string[];
  /** Columns that are those of the curve before. */
  same: string[];
  clock?: number;
}

const COLUMNS = ['xFirst', 'xLast', 'min', 'max', 'mean', 'nan', 'posInf', 'negInf'];
const MAGIC = 'RSERIES2';

/** Curves for a chart, each with at most as many points as asked for. */
export async function fetchSeries(request: SeriesRequest, signal: AbortSignal): Promise<Curve[]> {
  const { entity, project, stream, x, range, lastStep, buckets } = request;
  const query = queryOf({
    entity, project, stream, x, buckets, run: request.runs, key: request.keys, column: COLUMNS, format: 'packed',
    from: range?.[0], to: range?.[1], lastStep, version: request.version ?? undefined,
  }); // prettier-ignore
  const response = await send(`/api/v1/series?${query}`, { signal });
  return decodeSeries(await response.arrayBuffer());
}

/** Reads the packed form that docs/http-api.md describes; columns of doubles are views into the answer, not copies. */
export function decodeSeries(body: ArrayBuffer): Curve[] {
  const text = new TextDecoder();
  if (text.decode(new Uint8Array(body, 0, 8)) !== MAGIC) throw new Error('This is no answer with series.');
  const length = new DataView(body).getUint32(12, true);
  const heads = JSON.parse(text.decode(new Uint8Array(body, 16, length))) as Head[];
  const singles = heads.reduce((sum, head) => sum + head.single.length * head.count, 0);
  // One piece of memory for all columns that come as floats: making many takes longer than filling them.
  const doubles = new Float64Array(singles);
  let filled = 0;
  let offset = 16 + length;
  let before: Partial<Record<string, Float64Array>> = {};
  return heads.map(({ run, key, exact, count, columns, single, same, clock }) => {
    const found: typeof before = {};
    for (const name of same) found[name] = before[name];
    for (const name of columns) {
      if (single.includes(name)) {
        doubles.set(new Float32Array(body, offset, count), filled);
        found[name] = doubles.subarray(filled, (filled += count));
        offset += Math.ceil(count / 2) * 8;
      } else {
        found[name] = new Float64Array(body, offset, count);
        offset += count * 8;
      }
    }
    before = found;
    const column = (name: string): Float64Array => found[name] ?? new Float64Array(count);
    return {
      run, key, count, clock, exact: exact === 1,
      xFirst: column('xFirst'), xLast: column('xLast'), min: column('min'), max: column('max'), mean: column('mean'),
      nan: found['nan'] ?? null, posInf: found['posInf'] ?? null, negInf: found['negInf'] ?? null,
    }; // prettier-ignore
  });
}

export interface MetricKey {
  name: string;
  types: string[];
  runs: number;
}

/** What was logged under which name in some runs. */
export async function fetchKeys(
  at: { entity: string; project: string; runs: readonly string[]; stream: Stream; version?: string | null },
  signal: AbortSignal,
): Promise<MetricKey[]> {
  const query = queryOf({ entity: at.entity, project: at.project, stream: at.stream, run: at.runs, version: at.version ?? undefined });
  const response = await send(`/api/v1/keys?${query}`, { signal });
  return ((await response.json()) as { keys: MetricKey[] }).keys;
}
