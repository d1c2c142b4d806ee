import type { Range } from './model';
import { scale } from './scale';
import { CHARACTER, MARGIN, ticksOf, type View } from './view';

/** What a chart's frame is painted by. */
export type Axes = Pick<View, 'plot' | 'x' | 'y' | 'xTicks' | 'yTicks'>;

export interface AxisRange {
  readonly range: Range;
  readonly log?: boolean;
}

/** Axes of numbers for a chart of a size; null where it is too small for any. */
export function buildAxes(x: AxisRange, y: AxisRange, width: number, height: number): Axes | null {
  if (width < 40 || height < 40) return null;
  const [logX, logY] = [x.log ?? false, y.log ?? false];
  const top = MARGIN.top;
  const bottom = height - MARGIN.bottom;
  const yTicks = ticksOf(y.range, logY, Math.max(2, Math.round((bottom - top) / 38)));
  const left = Math.round(MARGIN.left + yTicks.reduce((most, tick) => Math.max(most, tick.label.length), 1) * CHARACTER);
  const right = width - MARGIN.right;
  const xTicks = ticksOf(x.range, logX, Math.max(2, Math.round((right - left) / 72)));
  return { plot: { left, top, right, bottom }, x: scale(...x.range, left, right, logX), y: scale(...y.range, bottom, top, logY), xTicks, yTicks };
}

/** A range around values, with some room; logarithmic ones leave out what is not positive. */
export function rangeAround(values: Iterable<number>, log = false): Range | null {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value) || (log && value <= 0)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return null;
  if (log) return low === high ? [low / 2, high * 2] : [low / 1.15, high * 1.15];
  const room = high === low ? Math.abs(low) * 0.1 || 0.5 : (high - low) * 0.05;
  return [low - room, high + room];
}
