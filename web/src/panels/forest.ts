/** The trees are the same each time, so that a panel does not change by being looked at. */
const SEED = 7;
const TREES = 60;
const DEEPEST = 6;
const SMALLEST = 4;
const CUTS = 12;

/**
 * How much each feature lowers the variance of the target in a forest of random regression trees. The answers add up
 * to 1, or are all 0 when nothing tells anything.
 */
export function growForest(features: readonly (readonly number[])[], target: readonly number[]): number[] {
  const random = randomNumbers(SEED);
  const gains = features.map(() => 0);
  const count = target.length;
  if (count < SMALLEST || features.length === 0) return gains;
  const tried = Math.max(1, Math.ceil(features.length / 2));
  for (let tree = 0; tree < TREES; tree += 1) {
    const sample = Array.from({ length: count }, () => Math.floor(random() * count));
    grow(sample, DEEPEST);
  }
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  return gains.map((gain) => (total > 0 ? gain / total : 0));

  function grow(rows: readonly number[], depth: number): void {
    const before = squares(rows);
    if (depth === 0 || rows.length < SMALLEST || before < 1e-18) return;
    let best: { feature: number; gain: number; left: number[]; right: number[] } | null = null;
    for (let attempt = 0; attempt < tried; attempt += 1) {
      const feature = Math.floor(random() * features.length);
      const values = features[feature] as readonly number[];
      for (let cut = 0; cut < CUTS; cut += 1) {
        const threshold = values[rows[Math.floor(random() * rows.length)] as number] as number;
        const left = rows.filter((row) => (values[row] as number) <= threshold);
        if (left.length === 0 || left.length === rows.length) continue;
        const right = rows.filter((row) => (values[row] as number) > threshold);
        const gain = before - squares(left) - squares(right);
        if (!best || gain > best.gain) best = { feature, gain, left, right };
      }
    }
    if (!best || best.gain <= 0) return;
    gains[best.feature] = (gains[best.feature] as number) + best.gain;
    grow(best.left, depth - 1);
    grow(best.right, depth - 1);
  }

  /** The sum of squared distances from the mean. */
  function squares(rows: readonly number[]): number {
    const mean = rows.reduce((sum, row) => sum + (target[row] as number), 0) / rows.length;
    return rows.reduce((sum, row) => sum + ((target[row] as number) - mean) ** 2, 0);
  }
}

/** Numbers from 0 to 1 that look random (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
