import { members, type Json } from '../api/json';
import { palette } from '../theme/palette';
import type { ChartSpec } from './vegaPresets';

export interface FigureChart {
  readonly spec: ChartSpec;
  readonly rows: { [column: string]: Json }[];
  readonly title: string;
}

const MOST_ROWS = 20_000;
const ARRAYS: { readonly [dtype: string]: (bytes: ArrayBuffer) => ArrayLike<number> } = {
  f8: (bytes) => new Float64Array(bytes), f4: (bytes) => new Float32Array(bytes), i4: (bytes) => new Int32Array(bytes),
  u4: (bytes) => new Uint32Array(bytes), i2: (bytes) => new Int16Array(bytes), u2: (bytes) => new Uint16Array(bytes),
  i1: (bytes) => new Int8Array(bytes), u1: (bytes) => new Uint8Array(bytes),
}; // prettier-ignore

/** A Plotly figure as a Vega-Lite chart: lines, dots, bars, histograms, boxes and heat maps; null for other traces. */
export function figureChart(figure: Json): FigureChart | null {
  const { data, layout } = members(figure);
  const traces = (Array.isArray(data) ? data : []).map(members);
  const kinds = traces.map((trace) => (typeof trace['type'] === 'string' ? trace['type'].replace(/gl$/, '') : 'scatter'));
  const kind = kinds[0];
  if (!kind || kinds.some((one) => one !== kind)) return null;
  const rows = traces.flatMap((trace, index) => (kind === 'heatmap' ? cells(trace) : points(trace, nameOf(trace, index)))).slice(0, MOST_ROWS);
  const look = members(layout);
  const mark = markOf(kind, traces, rows, look);
  return mark && rows.length > 0 ? { spec: mark, rows, title: textOf(look['title']) } : null;
}

function markOf(kind: string, traces: readonly { [key: string]: Json }[], rows: readonly { [column: string]: Json }[], layout: { [key: string]: Json }): ChartSpec | null {
  const names = traces.map(nameOf);
  const color = {
    field: 'trace', type: 'nominal', title: null, scale: { domain: names, range: traces.map(colourOf) },
    legend: names.length > 1 ? { orient: 'bottom' } : null,
  }; // prettier-ignore
  const axis = (name: 'x' | 'y'): { [key: string]: unknown } => {
    const look = members(layout[`${name}axis`]);
    const type = typeOf(rows.map((row) => row[name] ?? null));
    const isLog = look['type'] === 'log' && type === 'quantitative';
    return { field: name, type, title: textOf(look['title']) || null, sort: null, ...(isLog ? { scale: { type: 'log' } } : type === 'quantitative' ? { scale: { zero: kind === 'bar' } } : {}) };
  };
  const encoding = { x: axis('x'), y: axis('y'), color };
  if (kind === 'scatter') {
    return {
      encoding: { ...encoding, order: { field: 'index' } },
      layer: [
        { transform: [{ filter: 'datum.lines' }], mark: { type: 'line', tooltip: true } },
        { transform: [{ filter: 'datum.dots' }], mark: { type: 'point', filled: true, size: 30, tooltip: true } },
      ],
    };
  }
  if (kind === 'bar') return { mark: { type: 'bar', tooltip: true }, encoding };
  if (kind === 'histogram') {
    const { scale: _, ...x } = axis('x');
    return { mark: { type: 'bar', tooltip: true, opacity: names.length > 1 ? 0.6 : 1 }, encoding: { x: { ...x, bin: x['type'] === 'quantitative' ? { maxbins: 30 } : undefined }, y: { aggregate: 'count', stack: null, title: null }, color } };
  }
  if (kind === 'box') return { mark: { type: 'boxplot' }, encoding: { x: { field: 'trace', type: 'nominal', title: null, sort: null }, y: axis('y'), color: { ...color, legend: null } } };
  if (kind === 'heatmap') {
    const nominal = (name: 'x' | 'y'): object => ({ field: name, type: 'ordinal', sort: null, title: textOf(members(layout[`${name}axis`])['title']) || null });
    return { mark: { type: 'rect', tooltip: true }, encoding: { x: nominal('x'), y: nominal('y'), color: { field: 'z', type: 'quantitative', title: null } } };
  }
  return null;
}

function points(trace: { [key: string]: Json }, name: string): { [column: string]: Json }[] {
  const x = listOf(trace['x']);
  const y = listOf(trace['y']);
  const mode = typeof trace['mode'] === 'string' ? trace['mode'] : 'lines';
  return Array.from({ length: Math.max(x.length, y.length) }, (_, index) => ({
    trace: name, index, x: x.length > 0 ? x[index] ?? null : index, y: y.length > 0 ? y[index] ?? null : index,
    lines: mode.includes('lines'), dots: mode.includes('markers'),
  })); // prettier-ignore
}

function cells(trace: { [key: string]: Json }): { [column: string]: Json }[] {
  const [x, y] = [listOf(trace['x']), listOf(trace['y'])];
  const { shape } = members(trace['z']);
  const flat = listOf(trace['z']);
  const width = typeof shape === 'string' ? Number(shape.split(',')[1]) || 1 : 0;
  const rows = width > 0 ? Array.from({ length: Math.ceil(flat.length / width) }, (_, row) => flat.slice(row * width, (row + 1) * width)) : flat.map(listOf);
  return rows.flatMap((row, down) => row.map((z, across) => ({ x: x[across] ?? across, y: y[down] ?? down, z })));
}

/** A list as it is, or packed as bytes. */
function listOf(value: Json | undefined): Json[] {
  if (Array.isArray(value)) return value;
  const { dtype, bdata } = members(value);
  const read = typeof dtype === 'string' ? ARRAYS[dtype] : undefined;
  if (!read || typeof bdata !== 'string') return [];
  try {
    return Array.from(read(Uint8Array.from(atob(bdata), (letter) => letter.charCodeAt(0)).buffer));
  } catch {
    return [];
  }
}

function typeOf(values: readonly Json[]): 'quantitative' | 'temporal' | 'nominal' {
  const present = values.filter((value) => value !== null);
  if (present.every((value) => typeof value === 'number')) return 'quantitative';
  return present.every((value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value)) ? 'temporal' : 'nominal';
}

const nameOf = (trace: { [key: string]: Json }, index: number): string => (typeof trace['name'] === 'string' && trace['name'] ? trace['name'] : `trace ${index}`);

function colourOf(trace: { [key: string]: Json }, index: number): string {
  const own = [trace['line'], trace['marker']].map((part) => members(part)['color']).find((colour) => typeof colour === 'string');
  return (own as string | undefined) ?? palette[index % palette.length] ?? '#3d7fe0';
}

/** Titles are texts, or objects that hold one. */
const textOf = (value: Json | undefined): string => {
  const text = typeof value === 'string' ? value : members(value)['text'];
  return typeof text === 'string' ? text.replace(/<[^>]*>/g, '') : '';
};
