import { language } from '../text/text';
import { token } from '../theme/theme';
import type { ChartOptions, Line, Zoom } from './model';
import { paint } from './paint';
import { chartColours } from './surface';
import { SvgSurface } from './svg';
import { buildView, type View } from './view';

export type ExportFormat = 'png' | 'svg' | 'csv';

const LEGEND_ROW = 18;
const LEGEND_COLUMN = 220;
const ROUGH_DIGITS = 7;

/** Saves a chart as a file: a picture of what is shown with a legend, or the values behind it. */
export async function exportChart(
  format: ExportFormat, name: string, lines: readonly Line[], options: ChartOptions, zoom: Zoom,
): Promise<void> { // prettier-ignore
  const file = name.replace(/[^\w.-]+/g, '_');
  if (format === 'csv') return save(`${file}.csv`, new Blob([csvOf(lines)], { type: 'text/csv' }));
  const width = 960;
  const plotHeight = 480;
  const columns = Math.floor((width - 24) / LEGEND_COLUMN);
  const height = plotHeight + Math.ceil(lines.length / columns) * LEGEND_ROW + 16;
  const view = buildView(lines, options, zoom, width, plotHeight, language.value);
  if (!view) return;
  if (format === 'svg') {
    const surface = new SvgSurface(width, height, token('--surface'));
    paintWithLegend(surface, view, plotHeight, columns);
    return save(`${file}.svg`, new Blob([surface.text()], { type: 'image/svg+xml' }));
  }
  const canvas = document.createElement('canvas');
  canvas.width = width * 2;
  canvas.height = height * 2;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(2, 2);
  context.fillStyle = token('--surface');
  context.fillRect(0, 0, width, height);
  paintWithLegend(context, view, plotHeight, columns);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob) save(`${file}.png`, blob);
}

function paintWithLegend(on: SvgSurface | CanvasRenderingContext2D, view: View, plotHeight: number, columns: number): void {
  const colours = chartColours();
  paint(on, view, colours);
  on.font = colours.font;
  on.textAlign = 'left';
  on.textBaseline = 'middle';
  view.lines.forEach((line, index) => {
    const x = 24 + (index % columns) * LEGEND_COLUMN;
    const y = plotHeight + 12 + Math.floor(index / columns) * LEGEND_ROW;
    on.fillStyle = line.colour;
    on.beginPath();
    on.arc(x, y, 4, 0, 2 * Math.PI);
    on.fill();
    on.fillStyle = colours.text;
    on.fillText(line.label, x + 10, y);
  });
}

/** The entries behind a chart, one a row. */
export function csvOf(lines: readonly Line[]): string {
  const rows = ['run,label,key,x_first,x_last,mean,min,max,nan,inf,-inf'];
  for (const { curve, label } of lines) {
    for (let index = 0; index < curve.count; index += 1) {
      const numbers = [curve.xFirst, curve.xLast, curve.mean, curve.min, curve.max, curve.nan, curve.posInf, curve.negInf];
      rows.push([curve.run, label, curve.key].map(cell).concat(numbers.map((one) => number(one?.[index] ?? 0, curve.exact))).join(','));
    }
  }
  return `${rows.join('\n')}\n`;
}

/** Entries that stand for many points came with as many digits as a drawing needs. */
const number = (value: number, isExact: boolean): string => String(isExact ? value : Number(value.toPrecision(ROUGH_DIGITS)));

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

/** Saves something as a file of the person in front of this browser. */
export function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
