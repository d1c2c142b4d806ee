import { curveID, nearest, type Curve } from './curve';
import type { Line, Range } from './model';
import type { View } from './view';

/** What a line says at the pointer. */
export interface Reading {
  readonly line: Line;
  readonly x: number;
  /** The point's value, or the entry's mean. */
  readonly y: number;
  /** Set when the entry stands for several points. */
  readonly spread: readonly [number, number] | null;
  /** The x that the entry covers. */
  readonly range: Range;
  /** A value that is no number, by its name. */
  readonly special: 'NaN' | '∞' | '−∞' | null;
  /** The point's place; its top is NaN when it has none. */
  readonly left: number;
  readonly top: number;
}

const REACH = 30;

/** What each line says near a value of x, the highest first; by single points where those of its run are known. */
export function readingsAt(view: View, x: number, points: ReadonlyMap<string, Curve>): Reading[] {
  const readings: Reading[] = [];
  for (const line of view.lines) {
    const known = points.get(curveID(line.curve.run, line.curve.key));
    const curve = known && covers(known, x) ? known : line.curve;
    const index = nearest(curve, x);
    if (index < 0) continue;
    const at = curve.xLast[index] as number;
    const isInside = x >= (curve.xFirst[index] as number) && x <= at;
    if (!isInside && Math.abs(view.x.at(at) - view.x.at(x)) > REACH) continue;
    const y = curve.mean[index] as number;
    const low = curve.min[index] as number;
    const high = curve.max[index] as number;
    const special = curve.nan?.[index] ? 'NaN' : curve.posInf?.[index] ? '∞' : curve.negInf?.[index] ? '−∞' : null;
    readings.push({
      line,
      x: at,
      y,
      spread: high > low ? [low, high] : null,
      range: [curve.xFirst[index] as number, at],
      special: Number.isFinite(y) ? null : special,
      left: view.x.at(at),
      top: view.y.at((curve === line.curve ? view.values(curve)[index] : y) as number),
    });
  }
  return readings.sort((a, b) => rank(b) - rank(a));
}

const covers = (curve: Curve, x: number): boolean =>
  curve.count > 0 && x >= (curve.xFirst[0] as number) && x <= (curve.xLast[curve.count - 1] as number);

const rank = (reading: Reading): number => {
  if (Number.isFinite(reading.y)) return reading.y;
  return reading.special === '∞' ? Infinity : -Infinity;
};

/** The reading nearest to a height. */
export function nearestReading(readings: readonly Reading[], top: number): Reading | null {
  let best: Reading | null = null;
  for (const reading of readings) {
    const distance = Math.abs(reading.top - top);
    if (Number.isFinite(distance) && (!best || distance < Math.abs(best.top - top))) best = reading;
  }
  return best ?? readings[0] ?? null;
}
