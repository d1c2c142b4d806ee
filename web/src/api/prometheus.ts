/** Adds up the samples of each name in a Prometheus text; buckets of histograms are left out. */
export function sumsOf(text: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const line of text.split('\n')) {
    const match = /^([a-zA-Z_:][\w:]*)(\{.*\})?\s+(\S+)/.exec(line);
    const [name, value] = [match?.[1], Number(match?.[3])];
    if (!name || name.endsWith('_bucket') || !Number.isFinite(value)) continue;
    sums.set(name, (sums.get(name) ?? 0) + value);
  }
  return sums;
}
