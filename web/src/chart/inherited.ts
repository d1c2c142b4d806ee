import type { Curve } from './curve';

/** How many entries of a curve lie before or at x: those that a run took over when x is where it branched off. */
export function countUpTo(curve: Curve, x: number): number {
  let low = 0;
  let high = curve.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((curve.xFirst[middle] as number) <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

const own = new WeakMap<Curve, { x: number; curve: Curve }>();

/** A curve from where its run branched off, with the last entry before as the point where it leaves the other. */
export function ownPart(curve: Curve, x: number): Curve {
  const known = own.get(curve);
  if (known?.x === x) return known.curve;
  const first = Math.max(0, countUpTo(curve, x) - 1);
  const rest = (column: Float64Array): Float64Array => column.subarray(first, curve.count);
  const part = first === 0 ? curve : {
    ...curve, count: curve.count - first,
    xFirst: rest(curve.xFirst), xLast: rest(curve.xLast), min: rest(curve.min), max: rest(curve.max), mean: rest(curve.mean),
    nan: curve.nan && rest(curve.nan), posInf: curve.posInf && rest(curve.posInf), negInf: curve.negInf && rest(curve.negInf),
  }; // prettier-ignore
  own.set(curve, { x, curve: part });
  return part;
}
