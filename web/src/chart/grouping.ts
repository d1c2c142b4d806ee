import type { Curve } from './curve';
import type { Line } from './model';

export type Middle = 'mean' | 'median';
export type Spread = 'std' | 'stderr' | 'minmax' | 'none';

/** How the curves of a group become one. */
export interface Grouping {
  readonly middle: Middle;
  readonly spread: Spread;
}

/** A group of lines under one name. */
export interface LineGroup {
  readonly name: string;
  readonly label: string;
  readonly colour: string;
  readonly lines: readonly Line[];
}

const MOST_PLACES = 1500;

/** One line for each group: at each x the middle of its curves that reach there, and how far they lie apart. */
export function groupedLines(groups: readonly LineGroup[], grouping: Grouping): Line[] {
  return groups.flatMap(({ name, label, colour, lines }) => {
    const curves = lines.map((line) => line.curve).filter((curve) => curve.count > 0);
    const first = curves[0];
    return first ? [{ label, colour, curve: combined(name, first.key, curves, grouping) }] : [];
  });
}

function combined(run: string, key: string, curves: readonly Curve[], { middle, spread }: Grouping): Curve {
  const places = commonPlaces(curves);
  const count = places.length;
  const [min, max, mean] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const readers = curves.map(reader);
  const values: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const x = places[index] as number;
    values.length = 0;
    let [low, high] = [Infinity, -Infinity];
    for (const read of readers) {
      const found = read(x);
      if (!found) continue;
      values.push(found.mean);
      low = Math.min(low, found.min);
      high = Math.max(high, found.max);
    }
    const centre = middle === 'mean' ? meanOf(values) : medianOf(values);
    const half = spread === 'std' ? deviation(values) : spread === 'stderr' ? deviation(values) / Math.sqrt(values.length) : 0;
    mean[index] = centre;
    min[index] = spread === 'minmax' && values.length > 0 ? low : centre - half;
    max[index] = spread === 'minmax' && values.length > 0 ? high : centre + half;
  }
  return { run, key, exact: false, count, xFirst: places, xLast: places, min, max, mean, nan: null, posInf: null, negInf: null };
}

/** The x of all curves in order; evenly spread ones where they are too many. */
export function commonPlaces(curves: readonly Curve[]): Float64Array {
  const all = new Set<number>();
  for (const curve of curves) for (let index = 0; index < curve.count; index += 1) all.add(curve.xLast[index] as number);
  const sorted = Float64Array.from(all).sort();
  if (sorted.length <= MOST_PLACES) return sorted;
  const low = sorted[0] as number;
  const step = ((sorted[sorted.length - 1] as number) - low) / (MOST_PLACES - 1);
  return Float64Array.from({ length: MOST_PLACES }, (_, index) => low + index * step);
}

/** Reads a curve at ascending x, between two entries by a straight line; null outside it and in gaps. */
function reader(curve: Curve): (x: number) => { mean: number; min: number; max: number } | null {
  let at = 0;
  return (x) => {
    while (at < curve.count && (curve.xLast[at] as number) < x) at += 1;
    if (at >= curve.count) return null;
    const mix = (column: Float64Array): number => {
      const here = column[at] as number;
      const start = curve.xFirst[at] as number;
      if (x >= start || at === 0) return here;
      const before = curve.xLast[at - 1] as number;
      const part = start > before ? (x - before) / (start - before) : 1;
      return (column[at - 1] as number) * (1 - part) + here * part;
    };
    if (at === 0 && x < (curve.xFirst[0] as number)) return null;
    const mean = mix(curve.mean);
    return Number.isFinite(mean) ? { mean, min: mix(curve.min), max: mix(curve.max) } : null;
  };
}

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? NaN : values.reduce((sum, value) => sum + value, 0) / values.length;

function medianOf(values: readonly number[]): number {
  if (values.length === 0) return NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] as number) : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}

/** The standard deviation of a sample; nothing of a single value. */
function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
