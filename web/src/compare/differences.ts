import { flatten, type Json } from '../api/json';

/** One key with the values that the runs have, in the order of the runs; undefined where a run lacks it. */
export interface DiffRow {
  readonly key: string;
  readonly values: readonly (Json | undefined)[];
  readonly differs: boolean;
}

/** What some documents say under each dotted key. */
export function differences(documents: readonly Json[]): DiffRow[] {
  const columns = documents.map((document) => new Map(flatten(document)));
  const keys = new Set(columns.flatMap((column) => [...column.keys()]));
  const compare = new Intl.Collator(undefined, { numeric: true }).compare;
  return [...keys].sort(compare).map((key) => {
    const values = columns.map((column) => column.get(key));
    return { key, values, differs: new Set(values.map(name)).size > 1 };
  });
}

/** Tells values apart, also those that JSON has no words for. */
export function name(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : JSON.stringify(value);
}
