/** The best finite value among each value and those before it; null before there is one. */
export function bestSoFar(values: readonly (number | null)[], isMaximized: boolean): (number | null)[] {
  let best: number | null = null;
  return values.map((value) => {
    if (value !== null && Number.isFinite(value) && (best === null || (isMaximized ? value > best : value < best))) best = value;
    return best;
  });
}
