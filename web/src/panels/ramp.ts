/** Colours from low to high that stay apart for everybody (viridis, without its darkest and lightest ends). */
const STOPS: readonly (readonly [number, number, number])[] = [
  [72, 66, 142], [53, 95, 141], [42, 120, 142], [33, 145, 140], [40, 174, 128], [94, 201, 98], [173, 205, 48],
]; // prettier-ignore

/** The colour of a place between 0 and 1. */
export function ramp(place: number): string {
  const at = Math.max(0, Math.min(1, place)) * (STOPS.length - 1);
  const index = Math.min(STOPS.length - 2, Math.floor(at));
  const [low, high] = [STOPS[index] ?? [0, 0, 0], STOPS[index + 1] ?? [0, 0, 0]];
  const mixed = low.map((value, channel) => Math.round(value + ((high[channel] ?? 0) - value) * (at - index)));
  return `rgb(${mixed.join(', ')})`;
}
