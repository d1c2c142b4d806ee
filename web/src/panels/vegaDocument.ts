import { members, type Json } from '../api/json';
import type { Size } from '../chart/onScreen';
import type { ChartSpec } from './vegaPresets';

type Row = { readonly [column: string]: Json };

/** A specification with its data and size, as the library takes it. */
export interface VegaDocument {
  readonly mode: 'vega' | 'vega-lite';
  readonly spec: ChartSpec;
  /** Whether it is one plot, whose axes know the chart's width and height. */
  readonly isOnePlot: boolean;
}

/** The name under which specifications know the logged rows. */
const ROWS = 'wandb';
const SEVERAL = ['facet', 'hconcat', 'vconcat', 'concat', 'repeat'];
const VEGA_LITE = 'https://vega.github.io/schema/vega-lite/v6.json';
const SMALLEST = 60;

export function vegaDocument(spec: ChartSpec, rows: readonly Row[], { width, height }: Size): VegaDocument {
  if (Array.isArray(spec['data'])) {
    const data = (spec['data'] as Json[]).map((one) => (members(one)['name'] === ROWS ? withValues(members(one), rows) : one));
    return { mode: 'vega', isOnePlot: false, spec: { ...spec, data, ...fit(width, height) } };
  }
  const isOwn = spec['data'] !== undefined;
  const common = { $schema: VEGA_LITE, ...spec, ...(isOwn ? { datasets: { ...members(spec['datasets'] as Json), [ROWS]: rows } } : { data: { values: rows } }) };
  if (!SEVERAL.some((name) => name in spec)) return { mode: 'vega-lite', isOnePlot: true, spec: { ...common, ...fit(width, height) } };
  if (isOwn || !('facet' in spec)) return { mode: 'vega-lite', isOnePlot: false, spec: common };
  const inner = { ...(spec['spec'] as object | undefined), width: Math.max(SMALLEST, width / 2 - 80), height: Math.max(SMALLEST, height / 2 - 80) };
  return { mode: 'vega-lite', isOnePlot: false, spec: { ...common, spec: inner } };
}

const fit = (width: number, height: number): ChartSpec => ({ width: width - 20, height: height - 6, autosize: { type: 'fit', contains: 'padding' } });

function withValues(data: { [name: string]: Json }, rows: readonly Row[]): { [name: string]: unknown } {
  const { url: _, source: __, ...rest } = data;
  return { ...rest, values: rows };
}
