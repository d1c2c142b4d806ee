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
}

const COLUMNS = ['xFirst', 'xLast', 'min', 'max', 'mean', 'nan', 'posInf', 'negInf'];
const MAGIC = 'RSERIES1';

/** Curves for a chart, each with at most as many points as asked for. */
export async function fetchSeries(request: SeriesRequest, signal: AbortSignal): Promise<Curve[]> {
  const { entity, project, stream, x, range, buckets } = request;
  const query = queryOf({
    entity, project, stream, x, buckets, run: request.runs, key: request.keys, column: COLUMNS,
    from: range?.[0], to: range?.[1], version: request.version ?? undefined,
  }); // prettier-ignore
  const response = await send(`/api/v1/series?${query}`, { signal });
  return decodeSeries(await response.arrayBuffer());
}

/** Reads the binary form that docs/http-api.md describes; the columns are views into the answer, not copies. */
export function decodeSeries(body: ArrayBuffer): Curve[] {
  const view = new DataView(body);
  const text = new TextDecoder();
  if (text.decode(new Uint8Array(body, 0, 8)) !== MAGIC) throw new Error('This is no answer with series.');
  const curves: Curve[] = [];
  let offset = 16;
  for (let left = view.getUint32(8, true); left > 0; left -= 1) {
    const length = view.getUint32(offset, true);
    const head = JSON.parse(text.decode(new Uint8Array(body, offset + 4, length))) as Head;
    offset += 4 + length;
    const columns = new Map<string, Float64Array>();
    for (const name of head.columns) {
      columns.set(name, new Float64Array(body, offset, head.count));
      offset += head.count * 8;
    }
    const column = (name: string): Float64Array => columns.get(name) ?? new Float64Array(head.count);
    curves.push({
      run: head.run,
      key: head.key,
      exact: head.exact === 1,
      count: head.count,
      xFirst: column('xFirst'),
      xLast: column('xLast'),
      min: column('min'),
      max: column('max'),
      mean: column('mean'),
      nan: columns.get('nan') ?? null,
      posInf: columns.get('posInf') ?? null,
      negInf: columns.get('negInf') ?? null,
    });
  }
  return curves;
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
