import { flatten, members, type Json } from '../api/json';
import type { RunValue } from '../api/runValues';
import type { ChartPlace } from './boardPlan';

/** A custom chart as the client describes it in the run's config. */
export interface ChartDefinition {
  /** Such as wandb/line/v0. */
  readonly preset: string;
  readonly tableKey: string;
  /** Which column of the table stands for which part of the chart. */
  readonly fields: { readonly [part: string]: string };
  readonly texts: { readonly [name: string]: string };
}

const textsOf = (value: Json | undefined): { [name: string]: string } =>
  Object.fromEntries(Object.entries(members(value)).flatMap(([name, one]) => (typeof one === 'string' ? [[name, one]] : [])));

/** Reads what the client says of a chart; null for what is none. */
export function chartDefinition(value: Json | undefined): ChartDefinition | null {
  const panel = members(members(value)['panel_config']);
  const preset = panel['panelDefId'];
  const tableKey = tableKeyIn(panel['userQuery']);
  if (typeof preset !== 'string' || !tableKey) return null;
  return { preset, tableKey, fields: textsOf(panel['fieldSettings']), texts: textsOf(panel['stringSettings']) };
}

/** The table that a chart's query names, however deep in it. */
function tableKeyIn(query: Json | undefined): string | null {
  if (Array.isArray(query)) return query.map(tableKeyIn).find((found) => found !== null) ?? null;
  const all = members(query);
  if (all['name'] === 'tableKey' && typeof all['value'] === 'string') return all['value'];
  for (const inner of Object.values(all)) {
    const found = typeof inner === 'object' ? tableKeyIn(inner) : null;
    if (found) return found;
  }
  return null;
}

/** The charts that runs describe, as far as their tables were logged. */
export function chartPlaces(runs: readonly RunValue[], tables: readonly string[]): ChartPlace[] {
  const logged = new Set(tables);
  const places = new Map<string, ChartPlace>();
  for (const run of runs) {
    for (const [name, value] of Object.entries(run.charts)) {
      const definition = places.has(name) ? null : chartDefinition(value);
      if (definition && logged.has(definition.tableKey)) places.set(name, { name, tableKey: definition.tableKey });
    }
  }
  return [...places.values()];
}

const MOST_KEYS = 300;

/** The names of all values in the configs of some runs, those that differ first. */
export function configKeysOf(runs: readonly RunValue[]): string[] {
  const seen = new Map<string, Set<string>>();
  for (const run of runs) {
    for (const [name, value] of flatten(run.config)) {
      const values = seen.get(name) ?? new Set<string>();
      values.add(JSON.stringify(value));
      seen.set(name, values);
    }
  }
  const differing = (name: string): number => ((seen.get(name)?.size ?? 0) > 1 ? 0 : 1);
  return [...seen.keys()].sort((a, b) => differing(a) - differing(b)).slice(0, MOST_KEYS);
}
