import type { Json } from '../api/json';
import { naturally } from '../format/order';

export const aggregateNames = ['mean', 'min', 'max', 'median', 'sum', 'std', 'count'] as const;
export type AggregateName = (typeof aggregateNames)[number];

/** One number over the finite ones among some values; null where there are none. */
export function aggregate(name: AggregateName, values: readonly Json[]): number | null {
  const numbers = values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
  if (name === 'count') return numbers.length;
  if (numbers.length === 0) return null;
  const sum = numbers.reduce((total, value) => total + value, 0);
  const mean = sum / numbers.length;
  switch (name) {
    case 'sum':
      return sum;
    case 'mean':
      return mean;
    case 'min':
      return numbers.reduce((a, b) => Math.min(a, b));
    case 'max':
      return numbers.reduce((a, b) => Math.max(a, b));
    case 'median':
      return median(numbers);
    case 'std':
      return Math.sqrt(numbers.reduce((total, value) => total + (value - mean) ** 2, 0) / numbers.length);
  }
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** Things by the value that they have, in the order of the values; those without one come last. */
export function groupValues<T>(
  things: readonly T[], valueOf: (thing: T) => Json, isDescending = false,
): { value: Json; members: T[] }[] { // prettier-ignore
  const groups = new Map<string, { value: Json; members: T[] }>();
  for (const thing of things) {
    const value = valueOf(thing);
    const name = JSON.stringify(value);
    const group = groups.get(name);
    if (group) group.members.push(thing);
    else groups.set(name, { value, members: [thing] });
  }
  const sign = isDescending ? -1 : 1;
  return [...groups.values()].sort((a, b) => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
    return sign * compareValues(a.value, b.value);
  });
}


/** Numbers go before other things. */
export function compareValues(a: Json, b: Json): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'number') return -1;
  if (typeof b === 'number') return 1;
  return naturally(String(a), String(b));
}
