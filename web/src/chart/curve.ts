/**
 * One run's values of one key. Entry i stands for the points with x from xFirst[i] to xLast[i]; when the curve is
 * exact, each entry is one point. A mean of NaN marks entries without any finite value: the line has a gap there.
 */
export interface Curve {
  readonly run: string;
  readonly key: string;
  readonly exact: boolean;
  readonly count: number;
  readonly xFirst: Float64Array;
  readonly xLast: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly mean: Float64Array;
  /** How many points were not finite; null when there are none. */
  readonly nan: Float64Array | null;
  readonly posInf: Float64Array | null;
  readonly negInf: Float64Array | null;
  /** Over relative time: the seconds to add to the `_runtime` of points to come. */
  readonly clock?: number | undefined;
}

/** Under which a curve is known among those of several runs and keys. */
export const curveID = (run: string, key: string): string => `${run}\n${key}`;

export interface Point {
  x: number;
  y: number;
}

/** The index of the entry nearest to x, or -1 for an empty curve. */
export function nearest(curve: Curve, x: number): number {
  const { xLast, xFirst, count } = curve;
  if (count === 0) return -1;
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((xLast[middle] as number) < x) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return 0;
  const after = Math.max(0, (xFirst[low] as number) - x);
  const before = x - (xLast[low - 1] as number);
  return before < after ? low - 1 : low;
}

/** The curve with points added; one that repeats an x takes the place of the earlier. */
export function appended(curve: Curve, points: readonly Point[]): Curve {
  const last = curve.count > 0 ? (curve.xLast[curve.count - 1] as number) : -Infinity;
  const byX = new Map<number, number>();
  for (const point of points) if (point.x >= last) byX.set(point.x, point.y);
  const repeated = byX.get(last);
  const added = [...byX].filter(([x]) => x > last).sort((a, b) => a[0] - b[0]);
  if (added.length === 0 && (repeated === undefined || !curve.exact)) return curve;
  const total = curve.count + added.length;
  const grow = (column: Float64Array | null): Float64Array => {
    const grown = new Float64Array(total);
    if (column) grown.set(column.subarray(0, curve.count));
    return grown;
  };
  const [xFirst, xLast, min, max, mean] = [curve.xFirst, curve.xLast, curve.min, curve.max, curve.mean].map(grow) as [
    Float64Array, Float64Array, Float64Array, Float64Array, Float64Array,
  ]; // prettier-ignore
  // Where every value is finite, nothing is counted.
  const isPlain = !curve.nan && !curve.posInf && !curve.negInf && [...byX.values()].every(Number.isFinite);
  const counts = (column: Float64Array | null): Float64Array | null => (isPlain ? null : grow(column));
  const [nan, posInf, negInf] = [counts(curve.nan), counts(curve.posInf), counts(curve.negInf)];
  const put = (index: number, x: number, y: number): void => {
    xFirst[index] = xLast[index] = x;
    min[index] = max[index] = mean[index] = Number.isFinite(y) ? y : NaN;
    if (nan) nan[index] = Number.isNaN(y) ? 1 : 0;
    if (posInf) posInf[index] = y === Infinity ? 1 : 0;
    if (negInf) negInf[index] = y === -Infinity ? 1 : 0;
  };
  if (repeated !== undefined && curve.exact) put(curve.count - 1, last, repeated);
  added.forEach(([x, y], index) => put(curve.count + index, x, y));
  return { ...curve, count: total, xFirst, xLast, min, max, mean, nan, posInf, negInf };
}
