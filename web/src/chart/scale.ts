/** Which values stand where on an axis. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  /** The place of a value, in pixels. */
  at(value: number): number;
  /** The value at a place. */
  value(pixel: number): number;
}

/** An axis from value `low` at pixel `from` to value `high` at pixel `to`. */
export function scale(low: number, high: number, from: number, to: number, log: boolean): Scale {
  const map = log ? Math.log10 : (value: number): number => value;
  const unmap = log ? (value: number): number => 10 ** value : (value: number): number => value;
  const start = map(low);
  const factor = (to - from) / (map(high) - start || 1);
  return {
    low,
    high,
    log,
    at: (value) => from + (map(value) - start) * factor,
    value: (pixel) => unmap(start + (pixel - from) / factor),
  };
}
