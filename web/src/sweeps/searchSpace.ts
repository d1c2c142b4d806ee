import { members, type Json } from '../api/json';
import { formatNumber } from '../format/numbers';
import { parseYaml } from './yaml';

/** One thing that a search tries values of. */
export interface Parameter {
  /** Its place in a run's config, with dots. */
  readonly path: string;
  /** The name of its distribution; `constant` and `values` for what has none. */
  readonly distribution: string;
  readonly isConstant: boolean;
  /** Which values it may have, as people write it. */
  readonly text: string;
}

/** What a search's configuration says, as far as it could be read. */
export interface SearchConfig {
  readonly json: Json;
  readonly metric: { readonly name: string; readonly isMaximized: boolean; readonly target: number | null } | null;
  readonly parameters: readonly Parameter[];
  readonly program: string | null;
  readonly runCap: number | null;
  readonly stopsEarly: string | null;
}

export function readSearch(yaml: string): SearchConfig {
  const json = parseYaml(yaml) ?? null;
  const config = members(json);
  const metric = members(config['metric']);
  const name = metric['name'];
  return {
    json,
    metric: typeof name === 'string' ? { name, isMaximized: metric['goal'] === 'maximize', target: numberOrNull(metric['target']) } : null,
    parameters: parametersOf(members(config['parameters']), ''),
    program: textOrNull(config['program']),
    runCap: numberOrNull(config['run_cap']),
    stopsEarly: textOrNull(members(config['early_terminate'])['type']),
  };
}

const textOrNull = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);
const numberOrNull = (value: Json | undefined): number | null => (typeof value === 'number' ? value : null);

function parametersOf(all: { [name: string]: Json }, prefix: string): Parameter[] {
  return Object.entries(all).flatMap(([name, definition]) => {
    const path = prefix + name;
    const inner = members(members(definition)['parameters']);
    return Object.keys(inner).length > 0 ? parametersOf(inner, `${path}.`) : [{ path, ...described(members(definition)) }];
  });
}

function described(definition: { [name: string]: Json }): Omit<Parameter, 'path'> {
  const { value, values, probabilities, min, max, q, mu, sigma, a, b } = definition;
  const named = textOrNull(definition['distribution']);
  if (value !== undefined || named === 'constant') return { distribution: 'constant', isConstant: true, text: written(value ?? null) };
  if (Array.isArray(values)) {
    const chances = Array.isArray(probabilities) ? probabilities : [];
    const text = values.map((one, index) => {
      const chance = chances[index];
      return typeof chance === 'number' ? `${written(one)} (${formatNumber(chance * 100, 3)}%)` : written(one);
    });
    return { distribution: 'values', isConstant: values.length === 1, text: text.join(', ') };
  }
  const isWhole = Number.isInteger(min) && Number.isInteger(max);
  const distribution = named ?? (mu !== undefined || sigma !== undefined ? 'normal' : isWhole ? 'int_uniform' : 'uniform');
  const parts: string[] = [];
  if (min !== undefined || max !== undefined) parts.push(`${written(min ?? null)} … ${written(max ?? null)}`);
  else if (/beta/.test(distribution)) parts.push(`α ${written(a ?? 1)}, β ${written(b ?? 1)}`);
  else if (/normal/.test(distribution)) parts.push(`μ ${written(mu ?? 0)}, σ ${written(sigma ?? 1)}`);
  if (q !== undefined) parts.push(`q ${written(q)}`);
  return { distribution, isConstant: false, text: parts.join(', ') };
}

function written(value: Json): string {
  if (typeof value === 'number') return formatNumber(value, 6);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
