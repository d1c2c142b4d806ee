/**
 * The colours of runs. Neighbours differ in lightness as well as in hue, so that they stay apart for people who see
 * fewer colours; all of them reach a contrast of 3:1 on both the light and the dark background.
 */
export const palette: readonly string[] = [
  '#3d7fe0', '#e07b1f', '#0f9d8a', '#c2549f', '#8a6fe0', '#5f9422',
  '#d8504a', '#2596b8', '#a8792b', '#7b7fa0', '#e0659a', '#4f8f6d',
]; // prettier-ignore

const given = new Map<string, number>();
const uses = new Array<number>(palette.length).fill(0);

/**
 * The colour of a run: the same for as long as the page is open, and nearly always the same in any browser. A colour
 * that fewer runs have is preferred to the run's own.
 */
export function colourOf(run: string): string {
  let index = given.get(run);
  if (index === undefined) {
    const own = hash(run) % palette.length;
    const fewest = Math.min(...uses);
    index = own;
    while ((uses[index] ?? 0) > fewest) index = (index + 1) % palette.length;
    uses[index] = (uses[index] ?? 0) + 1;
    given.set(run, index);
  }
  return palette[index] ?? '#3d7fe0';
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
