import { flatten, type Json } from '../api/json';
import type { RunValue } from '../api/runValues';
import { growForest } from './forest';

/** One thing that runs were given, as a number for each run. */
export interface Feature {
  readonly name: string;
  readonly values: readonly number[];
}

export interface Importance {
  readonly name: string;
  /** The part of what explains the metric: all of them add up to 1. */
  readonly importance: number;
  /** From −1 to 1; NaN where it has none. */
  readonly correlation: number;
}

const MOST_FEATURES = 60;
const MOST_NAMES = 6;
const AXES = 7;

/** What differs between the runs' configs, as numbers: names become one feature each, 1 for runs that have it. */
export function featuresOf(runs: readonly RunValue[]): Feature[] {
  const rows = runs.map((run) => new Map(flatten(run.config)));
  const features = differing(rows).flatMap((name): Feature[] => {
    const values = rows.map((row) => row.get(name) ?? null);
    if (values.every((value) => value === null || typeof value === 'number')) {
      return [{ name, values: values.map((value) => (typeof value === 'number' && Number.isFinite(value) ? value : 0)) }];
    }
    if (values.every((value) => value === null || typeof value === 'boolean')) return [{ name, values: values.map(Number) }];
    const texts = values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
    const known = [...new Set(texts)];
    if (known.length > MOST_NAMES) return [];
    return known.map((text) => ({ name: `${name} = ${text}`, values: texts.map((one) => (one === text ? 1 : 0)) }));
  });
  return features.slice(0, MOST_FEATURES);
}

/** The names of values that are not the same in all rows. */
export function differing(rows: readonly ReadonlyMap<string, Json>[]): string[] {
  const names = new Set(rows.flatMap((row) => [...row.keys()]));
  return [...names].filter((name) => new Set(rows.map((row) => JSON.stringify(row.get(name) ?? null))).size > 1).sort();
}

/** How much each feature says about a metric, the most telling first. */
export function importances(features: readonly Feature[], target: readonly number[]): Importance[] {
  const forest = growForest(features.map((feature) => feature.values), target);
  return features
    .map(({ name, values }, index) => ({ name, importance: forest[index] ?? 0, correlation: correlation(values, target) }))
    .sort((a, b) => b.importance - a.importance || Math.abs(b.correlation) - Math.abs(a.correlation));
}

/** Pearson's coefficient; NaN when one of both never changes. */
export function correlation(x: readonly number[], y: readonly number[]): number {
  const count = x.length;
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / count;
  const [meanX, meanY] = [mean(x), mean(y)];
  let [both, ofX, ofY] = [0, 0, 0];
  for (let index = 0; index < count; index += 1) {
    const [dx, dy] = [(x[index] as number) - meanX, (y[index] as number) - meanY];
    both += dx * dy;
    ofX += dx * dx;
    ofY += dy * dy;
  }
  return both / Math.sqrt(ofX * ofY);
}

/** The metric that most likely tells how good a run is. */
export function likelyTarget(keys: readonly string[]): string {
  const patterns = [/(val|eval|test).*(loss|error)/i, /(val|eval|test).*(acc|f1|auc)/i, /loss/i, /acc|f1|auc|score|reward/i];
  for (const pattern of patterns) {
    const found = keys.find((key) => pattern.test(key));
    if (found) return found;
  }
  return keys[0] ?? '';
}

/** The axes of parallel coordinates before anyone chooses: what differs in the configs, and a metric at the end. */
export function importantNames(runs: readonly RunValue[], keys: readonly string[]): string[] {
  const rows = runs.map((run) => new Map(flatten(run.config)));
  const target = likelyTarget(keys);
  return [...differing(rows).slice(0, AXES).map((name) => `config.${name}`), ...(target ? [`summary.${target}`] : [])];
}
