import type { ChartDefinition } from './customCharts';

/** A Vega-Lite specification without its data. */
export type ChartSpec = { readonly [name: string]: unknown };

/** The runs whose rows a chart shows; each row names its own under `run`. */
export interface ChartRuns {
  readonly labels: readonly string[];
  readonly colours: readonly string[];
}

/** The column that names each row's run. */
export const RUN_COLUMN = ' run';

const column = (name: string | undefined): string => (name ?? '').replace(/[\\.[\]'"]/g, (letter) => `\\${letter}`);

/** Whether a chart is one of the client's own. */
export const isPreset = (name: string): boolean => name.startsWith('wandb/');

/** How the client's own charts look, by the names that it gives them; null for others. */
export function presetSpec({ preset, fields, texts }: ChartDefinition, runs: ChartRuns): ChartSpec | null {
  const byRun = runs.labels.length > 1;
  const f = (part: string): string => column(fields[part]);
  const name = (part: string): string => fields[part] ?? '';
  const runColour = {
    field: column(RUN_COLUMN), type: 'nominal', title: null, scale: { domain: runs.labels, range: runs.colours },
    legend: byRun ? { orient: 'bottom' } : null,
  }; // prettier-ignore
  const line = { type: 'line', clip: true, tooltip: true };
  switch (preset) {
    case 'wandb/line/v0':
      return {
        mark: line,
        encoding: {
          x: { field: f('x'), type: 'quantitative', title: name('x') }, y: { field: f('y'), type: 'quantitative', title: name('y') },
          color: fields['stroke'] && !byRun ? { field: f('stroke'), type: 'nominal' } : runColour,
          ...(fields['stroke'] && byRun ? { strokeDash: { field: f('stroke'), type: 'nominal' } } : {}),
        },
      };
    case 'wandb/lineseries/v0':
      return {
        mark: line,
        encoding: {
          x: { field: f('step'), type: 'quantitative', title: texts['xname'] || 'x' },
          y: { field: f('lineVal'), type: 'quantitative', title: null },
          color: byRun ? runColour : { field: f('lineKey'), type: 'nominal', title: null, legend: { orient: 'bottom' } },
          ...(byRun ? { strokeDash: { field: f('lineKey'), type: 'nominal', title: null, legend: { orient: 'bottom' } } } : {}),
        },
      };
    case 'wandb/area-under-curve/v0':
      return {
        mark: { ...line, interpolate: 'linear' },
        encoding: {
          x: { field: f('x'), type: 'quantitative', title: texts['x-axis-title'] || name('x') },
          y: { field: f('y'), type: 'quantitative', title: texts['y-axis-title'] || name('y') },
          color: byRun ? runColour : { field: f('class'), type: 'nominal', title: null, legend: { orient: 'bottom' } },
          ...(byRun ? { strokeDash: { field: f('class'), type: 'nominal', title: null, legend: { orient: 'bottom' } } } : {}),
        },
      };
    case 'wandb/scatter/v0':
      return {
        mark: { type: 'point', filled: true, opacity: 0.75, size: 40, tooltip: true },
        encoding: {
          x: { field: f('x'), type: 'quantitative', title: name('x'), scale: { zero: false } },
          y: { field: f('y'), type: 'quantitative', title: name('y'), scale: { zero: false } }, color: runColour,
        },
      };
    case 'wandb/bar/v0':
      return {
        mark: { type: 'bar', tooltip: true },
        encoding: {
          y: { field: f('label'), type: 'nominal', title: name('label'), sort: null }, x: { field: f('value'), type: 'quantitative', title: name('value') },
          color: runColour, ...(byRun ? { yOffset: { field: column(RUN_COLUMN), sort: null } } : {}),
        },
      };
    case 'wandb/histogram/v0':
      return {
        mark: { type: 'bar', tooltip: true, opacity: byRun ? 0.6 : 1 },
        encoding: {
          x: { field: f('value'), type: 'quantitative', bin: { maxbins: 30 }, title: name('value') },
          y: { aggregate: 'count', type: 'quantitative', title: null, stack: null }, color: runColour,
        },
      };
    case 'wandb/confusion_matrix/v0':
    case 'wandb/confusion_matrix/v1':
      return confusionMatrix(f, byRun);
    default:
      return null;
  }
}

/** A square for each pair of classes, the more of them the stronger, with the number on it. */
function confusionMatrix(f: (part: string) => string, byRun: boolean): ChartSpec {
  const count = f('nPredictions');
  const axes = {
    x: { field: f('Predicted'), type: 'nominal', title: 'Predicted', sort: null, axis: { labelAngle: 0, labelOverlap: true } },
    y: { field: f('Actual'), type: 'nominal', title: 'Actual', sort: null },
  };
  const matrix = {
    encoding: axes,
    layer: [
      { mark: { type: 'rect', tooltip: true }, encoding: { color: { field: count, type: 'quantitative', legend: null, scale: { scheme: 'blues' } } } },
      {
        mark: { type: 'text', fontSize: 11 },
        encoding: {
          text: { field: count, type: 'quantitative' },
          color: { condition: { test: `datum[${JSON.stringify(count.replace(/\\/g, ''))}] > datum.most / 2`, value: '#ffffff' }, value: '#1c2733' },
        },
      },
    ],
  };
  const transform = [{ joinaggregate: [{ op: 'max', field: count, as: 'most' }], groupby: [column(RUN_COLUMN)] }];
  return byRun
    ? { transform, facet: { field: column(RUN_COLUMN), type: 'nominal', title: null }, columns: 2, spec: matrix }
    : { transform, ...matrix };
}
