import type { Json } from '../api/json';
import { formatNumber } from '../format/numbers';

/** One axis of parallel coordinates: from 0 at the bottom to 1 at the top. */
export interface ParallelAxis {
  readonly name: string;
  /** The place of a value; null for one that it has not. */
  at(value: Json | undefined): number | null;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

const MOST_NAMES = 12;
const SPREAD_FOR_LOG = 50;

/** An axis for some values: numbers by size (by their logarithm when they are far apart), all else by name. */
export function parallelAxis(name: string, values: readonly (Json | undefined)[]): ParallelAxis | null {
  const present = values.filter((value): value is Exclude<Json, null> => value !== undefined && value !== null);
  if (present.length === 0) return null;
  const numbers = present.filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
  return numbers.length === present.length || (numbers.length > 0 && present.every((value) => typeof value === 'number'))
    ? numberAxis(name, numbers)
    : nameAxis(name, present);
}

function numberAxis(name: string, numbers: readonly number[]): ParallelAxis {
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  const isLog = low > 0 && high / low >= SPREAD_FOR_LOG;
  const map = isLog ? Math.log : (value: number): number => value;
  const span = map(high) - map(low);
  const at = (value: number): number => (span === 0 ? 0.5 : (map(value) - map(low)) / span);
  const inverse = (part: number): number => (isLog ? Math.exp(map(low) + part * span) : low + part * span);
  const places = span === 0 ? [0.5] : [0, 0.25, 0.5, 0.75, 1];
  return {
    name,
    at: (value) => (typeof value === 'number' && Number.isFinite(value) ? at(value) : null),
    ticks: places.map((place) => ({ at: place, label: formatNumber(inverse(place), 3) })),
  };
}

function nameAxis(name: string, present: readonly Json[]): ParallelAxis {
  const text = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
  const names = [...new Set(present.map(text))].sort(new Intl.Collator(undefined, { numeric: true }).compare);
  const place = (index: number): number => (names.length === 1 ? 0.5 : index / (names.length - 1));
  const step = Math.ceil(names.length / MOST_NAMES);
  return {
    name,
    at: (value) => {
      const index = value === undefined || value === null ? -1 : names.indexOf(text(value));
      return index < 0 ? null : place(index);
    },
    ticks: names.flatMap((label, index) => (index % step === 0 ? [{ at: place(index), label }] : [])),
  };
}
