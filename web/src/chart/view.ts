import { formatTick } from '../format/numbers';
import { formatClock, formatElapsed } from '../format/times';
import type { Curve } from './curve';
import type { ChartOptions, Line, Range, Zoom } from './model';
import { scale, type Scale } from './scale';
import { smooth, type Smoothing } from './smoothing';
import { linearTicks, logTicks, timeTicks } from './ticks';

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** The rectangle of a chart in which lines are drawn. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** All that painting and pointing need to know about a chart at one size. */
export interface View {
  readonly lines: readonly Line[];
  readonly options: ChartOptions;
  readonly plot: Plot;
  readonly x: Scale;
  readonly y: Scale;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  /** What the line of a curve goes through. */
  readonly values: (curve: Curve) => Float64Array;
}

export const CHARACTER = 6.3;
export const MARGIN = { top: 10, right: 12, bottom: 24, left: 12 };

const smoothed = new WeakMap<Float64Array, { key: string; values: Float64Array }>();

/** Smoothed values of a curve, kept as long as the curve is. */
function smoothedValues(curve: Curve, smoothing: Smoothing): Float64Array {
  const key = `${smoothing.kind} ${smoothing.amount}`;
  const known = smoothed.get(curve.mean);
  if (known?.key === key) return known.values;
  const values = smooth(curve.mean, curve.count, smoothing);
  smoothed.set(curve.mean, { key, values });
  return values;
}

/** Lays a chart out; null when no line has anything to show. */
export function buildView(
  lines: readonly Line[], options: ChartOptions, zoom: Zoom, width: number, height: number, language: string,
): View | null { // prettier-ignore
  const xRange = zoom.x ?? xExtent(lines, options.logX);
  if (!xRange) return null;
  const yRange = zoom.y ?? yExtent(lines, xRange, options);
  const top = MARGIN.top;
  const bottom = height - MARGIN.bottom;
  const y = scale(...yRange, bottom, top, options.logY);
  const yTicks = ticksOf(yRange, options.logY, Math.max(2, Math.round((bottom - top) / 38)));
  const widest = yTicks.reduce((most, tick) => Math.max(most, tick.label.length), 1);
  const left = Math.round(MARGIN.left + widest * CHARACTER);
  const right = width - MARGIN.right;
  const x = scale(...xRange, left, right, options.logX);
  const count = Math.max(2, Math.round((right - left) / 72));
  const xTicks = options.axis === 'number' ? ticksOf(xRange, options.logX, count) : timesOf(xRange, options, count, language);
  const values = (curve: Curve): Float64Array => smoothedValues(curve, options.smoothing);
  return { lines, options, plot: { left, top, right, bottom }, x, y, xTicks, yTicks, values };
}

/** Ticks of an axis of numbers. */
export function ticksOf(range: Range, log: boolean, count: number): Tick[] {
  const values = log ? logTicks(range[0], range[1], count) : linearTicks(range[0], range[1], count);
  const step = log ? 0 : Math.abs((values[1] ?? values[0] ?? 1) - (values[0] ?? 0));
  return values.map((value) => ({ value, label: formatTick(value, log ? value : step) }));
}

function timesOf(range: Range, options: ChartOptions, count: number, language: string): Tick[] {
  const isClock = options.axis === 'clock';
  const zone = isClock ? -new Date(range[0] * 1000).getTimezoneOffset() * 60 : 0;
  const values = options.logX ? logTicks(range[0], range[1], count) : timeTicks(range[0], range[1], count, zone);
  const step = (values[1] ?? 0) - (values[0] ?? 0);
  const label = (value: number): string => (isClock ? formatClock(value, step, language) : formatElapsed(value, step));
  return values.map((value) => ({ value, label: label(value) }));
}

function xExtent(lines: readonly Line[], log: boolean): Range | null {
  let low = Infinity;
  let high = -Infinity;
  for (const { curve } of lines) {
    if (curve.count === 0) continue;
    high = Math.max(high, curve.xLast[curve.count - 1] as number);
    let first = 0;
    while (log && first < curve.count - 1 && !((curve.xFirst[first] as number) > 0)) first += 1;
    const start = curve.xFirst[first] as number;
    if (!log || start > 0) low = Math.min(low, start);
  }
  if (!Number.isFinite(low) || !Number.isFinite(high)) return null;
  if (low < high) return [low, high];
  return log ? [low / 2, low * 2] : [low - 0.5, low + 0.5];
}

function yExtent(lines: readonly Line[], x: Range, options: ChartOptions): Range {
  let low = Infinity;
  let high = -Infinity;
  const samples: number[] = [];
  for (const { curve } of lines) {
    const { xFirst, xLast, min, max, mean, count } = curve;
    for (let index = 0; index < count; index += 1) {
      if ((xLast[index] as number) < x[0] || (xFirst[index] as number) > x[1]) continue;
      const bottom = min[index] as number;
      const top = max[index] as number;
      if (options.logY ? bottom > 0 && bottom < low : bottom < low) low = bottom;
      if (top > high) high = top;
      if (options.clip && Number.isFinite(mean[index] as number)) samples.push(mean[index] as number);
    }
  }
  if (options.clip && samples.length > 20) {
    samples.sort((a, b) => a - b);
    low = Math.max(low, samples[Math.floor(samples.length * 0.02)] as number);
    high = Math.min(high, samples[Math.ceil(samples.length * 0.98) - 1] as number);
  }
  if (!Number.isFinite(low) || !Number.isFinite(high)) return options.logY ? [0.1, 10] : [0, 1];
  if (options.logY) return high > low ? [low / 1.15, high * 1.15] : [low / 2, low * 2];
  const span = high - low;
  if (span === 0) return [low - (Math.abs(low) * 0.1 || 0.5), low + (Math.abs(low) * 0.1 || 0.5)];
  return [low - span * 0.04, high + span * 0.04];
}
