import { formatNumber } from '../format/numbers';
import { t } from '../text/text';
import type { Tip } from './ChartTooltip';
import type { Reading } from './pointing';

const ROWS = 14;
const ROW_HEIGHT = 19.4;
const NOTE_HEIGHT = 20;

/** How high a tooltip with so many readings becomes, in pixels. */
export const tipHeight = (rows: number, notes: number): number =>
  Math.min(rows, ROWS) * ROW_HEIGHT + notes * NOTE_HEIGHT + (rows > ROWS ? 60 : 42);

/** The values of all lines under the pointer; with many lines, those around the nearest one. */
export function lineTip(
  head: string, readings: readonly Reading[], nearest: Reading | null, notes: readonly string[], at: { left: number; top: number },
): Tip { // prettier-ignore
  const centre = nearest ? readings.indexOf(nearest) : 0;
  const first = Math.max(0, Math.min(centre - Math.floor(ROWS / 2), readings.length - ROWS));
  const rows = readings.slice(first, first + ROWS).map((reading) => ({
    label: reading.line.label,
    value: reading.special ?? formatNumber(reading.y),
    more: reading.spread ? `${formatNumber(reading.spread[0], 4)} … ${formatNumber(reading.spread[1], 4)}` : '',
    colour: reading.line.colour,
    isNearest: reading === nearest,
  }));
  const hidden = readings.length - rows.length;
  return { head, rows, notes, ...(hidden > 0 ? { foot: t('chart.more', { n: hidden }) } : {}), ...at };
}
