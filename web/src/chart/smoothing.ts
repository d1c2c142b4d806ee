export type SmoothingKind = 'none' | 'ema' | 'gaussian' | 'average';

export interface Smoothing {
  readonly kind: SmoothingKind;
  /** From 0 (none) to 1 (all): the weight of the past for ema, a share of the curve's width for the others. */
  readonly amount: number;
}

export const noSmoothing: Smoothing = { kind: 'none', amount: 0 };

/** Smoothed values; entries that are not finite stay so, and do not touch their neighbours. */
export function smooth(values: Float64Array, count: number, smoothing: Smoothing): Float64Array {
  if (smoothing.kind === 'none' || smoothing.amount <= 0 || count < 3) return values;
  switch (smoothing.kind) {
    case 'ema':
      return ema(values, count, Math.min(smoothing.amount, 0.999));
    case 'average':
      return average(values, count, Math.max(1, Math.round(smoothing.amount * count * 0.1)));
    case 'gaussian':
      return gaussian(values, count, Math.max(0.5, smoothing.amount * count * 0.05));
  }
}

/** An exponential moving average without the pull towards its start. */
function ema(values: Float64Array, count: number, weight: number): Float64Array {
  const out = new Float64Array(count);
  let sum = 0;
  let norm = 0;
  for (let index = 0; index < count; index += 1) {
    const value = values[index] as number;
    if (!Number.isFinite(value)) {
      out[index] = value;
      continue;
    }
    sum = sum * weight + value;
    norm = norm * weight + 1;
    out[index] = sum / norm;
  }
  return out;
}

/** The mean of up to `radius` neighbours on either side. */
function average(values: Float64Array, count: number, radius: number): Float64Array {
  const sums = new Float64Array(count + 1);
  const counts = new Uint32Array(count + 1);
  for (let index = 0; index < count; index += 1) {
    const value = values[index] as number;
    const finite = Number.isFinite(value);
    sums[index + 1] = (sums[index] as number) + (finite ? value : 0);
    counts[index + 1] = (counts[index] as number) + (finite ? 1 : 0);
  }
  const out = new Float64Array(count);
  for (let index = 0; index < count; index += 1) {
    const from = Math.max(0, index - radius);
    const to = Math.min(count, index + radius + 1);
    const value = values[index] as number;
    out[index] = Number.isFinite(value)
      ? ((sums[to] as number) - (sums[from] as number)) / ((counts[to] as number) - (counts[from] as number))
      : value;
  }
  return out;
}

/** A Gaussian kernel with `sigma` entries, cut at three of them. */
function gaussian(values: Float64Array, count: number, sigma: number): Float64Array {
  const radius = Math.min(count, Math.ceil(sigma * 3));
  const kernel = Float64Array.from({ length: radius + 1 }, (_, distance) => Math.exp(-0.5 * (distance / sigma) ** 2));
  const out = new Float64Array(count);
  for (let index = 0; index < count; index += 1) {
    const value = values[index] as number;
    if (!Number.isFinite(value)) {
      out[index] = value;
      continue;
    }
    let sum = 0;
    let norm = 0;
    for (let other = Math.max(0, index - radius); other <= Math.min(count - 1, index + radius); other += 1) {
      const neighbour = values[other] as number;
      if (!Number.isFinite(neighbour)) continue;
      const weight = kernel[Math.abs(other - index)] as number;
      sum += neighbour * weight;
      norm += weight;
    }
    out[index] = sum / norm;
  }
  return out;
}
