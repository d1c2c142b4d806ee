import { members, type Json } from '../api/json';

/** How many values lie between each two edges; there is one edge more than counts. */
export interface Histogram {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

const numbers = (value: Json | undefined): number[] | null =>
  Array.isArray(value) && value.every((one) => typeof one === 'number') ? (value as number[]) : null;

/** A logged histogram, with edges as they are or packed as a start and a width; null for what is none. */
export function histogramFrom(value: Json): Histogram | null {
  const all = members(value);
  const counts = numbers(all['values']);
  if (all['_type'] !== 'histogram' || !counts || counts.length === 0) return null;
  const packed = members(all['packedBins']);
  const { min, size } = packed;
  const edges = typeof min === 'number' && typeof size === 'number' ? counts.concat(0).map((_, index) => min + size * index) : numbers(all['bins']);
  return edges && edges.length === counts.length + 1 && edges.every(Number.isFinite) ? { edges, counts } : null;
}

/** The bin that a value lies in; -1 for none. The last one includes its end. */
export function binAt({ edges, counts }: Histogram, value: number): number {
  const last = edges.length - 1;
  if (!(value >= (edges[0] as number)) || value > (edges[last] as number)) return -1;
  let [low, high] = [0, counts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((edges[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How dense each bin is: its part of all values by its width. */
export function densities({ edges, counts }: Histogram): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0) || 1;
  return counts.map((count, index) => {
    const width = (edges[index + 1] as number) - (edges[index] as number);
    return width > 0 ? count / total / width : 0;
  });
}
