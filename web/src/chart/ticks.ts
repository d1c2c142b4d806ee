/** Round positions between two values, about `count` of them. */
export function linearTicks(low: number, high: number, count: number): number[] {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span) || count < 1) return [low];
  const step = niceStep(span / count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const ticks: number[] = [];
  // Whole multiples, so that no error adds up; the rounding takes 0.30000000000000004 back to 0.3.
  for (let index = first; index <= last; index += 1) ticks.push(Number((index * step).toPrecision(12)));
  return ticks;
}

/** The smallest of 1, 2, 2.5 and 5 times a power of ten that is no less than a value. */
export function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  for (const factor of [1, 2, 2.5, 5]) if (factor * power >= rough * (1 - 1e-9)) return factor * power;
  return 10 * power;
}

/** Powers of ten between two positive values; with few of them also their multiples 2 and 5. */
export function logTicks(low: number, high: number, count: number): number[] {
  if (!(low > 0) || !(high > low)) return [];
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const decades = last - first;
  const stride = Math.max(1, Math.ceil(decades / count));
  const factors = decades <= 1 ? [1, 2, 3, 5, 7] : decades * 3 <= count * 1.5 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let power = first; power <= last; power += stride) {
    for (const factor of factors) {
      const tick = Number((factor * 10 ** power).toPrecision(12));
      if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) ticks.push(tick);
    }
  }
  return ticks.length >= 2 ? ticks : linearTicks(low, high, count);
}

const TIME_STEPS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800,
];

/** Round times between two, in seconds; below a second as plain numbers. */
export function timeTicks(low: number, high: number, count: number, offset = 0): number[] {
  const rough = (high - low) / count;
  if (rough < 1) return linearTicks(low, high, count);
  const step = TIME_STEPS.find((one) => one >= rough) ?? niceStep(rough / 604800) * 604800;
  const ticks: number[] = [];
  for (let tick = Math.ceil((low + offset) / step) * step - offset; tick <= high; tick += step) ticks.push(tick);
  return ticks;
}
