import { members, type Json } from '../api/json';
import type { FieldKind } from './fields';

export type Operator =
  | 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'nin' | 'regex' | 'notRegex' | 'contains' | 'size' | 'all'
  | 'exists' | 'missing'; // prettier-ignore

/** One thing that a run has to fulfil. */
export interface Condition {
  readonly kind: 'condition';
  readonly key: string;
  readonly operator: Operator;
  /** Undefined while nobody has said it. */
  readonly value: Json | undefined;
  /** Flags of a regular expression. */
  readonly options?: string;
}

export type Match = 'all' | 'any' | 'none';

export interface FilterGroup {
  readonly kind: 'group';
  readonly match: Match;
  readonly parts: readonly FilterPart[];
}

/** A part in the server's language that has no form here; it is kept as it is. */
export interface RawFilter {
  readonly kind: 'raw';
  readonly json: Json;
}

export type FilterPart = Condition | FilterGroup | RawFilter;

export const noFilter: FilterGroup = { kind: 'group', match: 'all', parts: [] };

const OPERATORS: Readonly<Record<FieldKind, readonly Operator[]>> = {
  text: ['eq', 'ne', 'contains', 'regex', 'notRegex', 'in', 'nin', 'gt', 'lt', 'exists', 'missing'],
  number: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin', 'exists', 'missing'],
  date: ['gt', 'gte', 'lt', 'lte', 'exists', 'missing'],
  list: ['eq', 'ne', 'in', 'nin', 'all', 'contains', 'size', 'exists', 'missing'],
  value: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin', 'contains', 'regex', 'notRegex', 'size', 'all', 'exists', 'missing'],
};

export const operatorsOf = (kind: FieldKind): readonly Operator[] => OPERATORS[kind];
export const takesList = (operator: Operator): boolean => operator === 'in' || operator === 'nin' || operator === 'all';
export const takesNothing = (operator: Operator): boolean => operator === 'exists' || operator === 'missing';
export const takesText = (operator: Operator): boolean => operator === 'regex' || operator === 'notRegex';

/** Whether a condition says enough to be asked. */
export function isComplete({ key, operator, value }: Condition): boolean {
  if (key === '') return false;
  if (takesNothing(operator)) return true;
  return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
}

const JOINTS: Readonly<Record<Match, string>> = { all: '$and', any: '$or', none: '$nor' };

/** The filter in the language of the server's API; null where it says nothing yet. */
export function toMongo(part: FilterPart): Json {
  if (part.kind === 'raw') return part.json;
  if (part.kind === 'condition') return isComplete(part) ? { [part.key]: test(part) } : null;
  const parts = part.parts.map(toMongo).filter((one) => one !== null);
  if (parts.length === 0) return null;
  return parts.length === 1 && part.match !== 'none' ? parts[0] ?? null : { [JOINTS[part.match]]: parts };
}

function test({ operator, value = null, options }: Condition): Json {
  const pattern = options ? { $regex: value, $options: options } : { $regex: value };
  switch (operator) {
    case 'exists':
      return { $exists: true };
    case 'missing':
      return { $exists: false };
    case 'regex':
      return pattern;
    case 'notRegex':
      return { $not: pattern };
    default:
      return { [`$${operator}`]: value };
  }
}

/** Reads a filter that somebody wrote, here or by hand. */
export function fromMongo(json: Json): FilterGroup {
  if (json === null) return noFilter;
  const part = read(json);
  return part.kind === 'group' ? part : { kind: 'group', match: 'all', parts: [part] };
}

/** Several keys mean that all of them have to hold. */
function read(json: Json): FilterPart {
  const entries = Object.entries(members(json));
  const [first] = entries;
  if (!first || Array.isArray(json)) return { kind: 'raw', json };
  if (entries.length === 1) return readEntry(first[0], first[1]);
  return { kind: 'group', match: 'all', parts: entries.map(([key, value]) => readEntry(key, value)) };
}

function readEntry(key: string, value: Json): FilterPart {
  const match = (Object.keys(JOINTS) as Match[]).find((one) => JOINTS[one] === key);
  if (match && Array.isArray(value)) return { kind: 'group', match, parts: value.map(read) };
  if (key.startsWith('$')) return { kind: 'raw', json: { [key]: value } };
  const tests = Object.entries(members(value));
  const [first] = tests;
  if (!first || !first[0].startsWith('$')) return { kind: 'condition', key, operator: 'eq', value };
  const pattern = readPattern(value);
  if (pattern) return { kind: 'condition', key, operator: 'regex', ...pattern };
  if (tests.length > 1) return { kind: 'group', match: 'all', parts: tests.map(([name, one]) => readEntry(key, { [name]: one })) };
  const [name, operand] = first;
  if (name === '$exists' && typeof operand === 'boolean') return { kind: 'condition', key, operator: operand ? 'exists' : 'missing', value: undefined };
  const negated = name === '$not' ? readPattern(operand) : null;
  if (negated) return { kind: 'condition', key, operator: 'notRegex', ...negated };
  const operator = PLAIN.find((one) => `$${one}` === name);
  return operator ? { kind: 'condition', key, operator, value: operand } : { kind: 'raw', json: { [key]: value } };
}

const PLAIN: readonly Operator[] = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin', 'contains', 'size', 'all'];

function readPattern(json: Json): { value: string; options?: string } | null {
  const { $regex: value, $options: options, ...others } = members(json);
  if (typeof value !== 'string' || Object.keys(others).length > 0) return null;
  if (options === undefined) return { value };
  return typeof options === 'string' ? { value, options } : null;
}

/** Reads the text of the address; something that is no filter filters nothing. */
export function parseFilter(text: string): FilterGroup {
  if (!text) return noFilter;
  try {
    return fromMongo(JSON.parse(text) as Json);
  } catch {
    return noFilter;
  }
}

export function filterText(filter: FilterPart): string {
  const json = toMongo(filter);
  return json === null ? '' : JSON.stringify(json);
}

/** How many conditions a filter has that say enough. */
export function countConditions(part: FilterPart): number {
  if (part.kind === 'group') return part.parts.reduce((sum, one) => sum + countConditions(one), 0);
  return part.kind === 'raw' || isComplete(part) ? 1 : 0;
}

/** Filters of which all have to hold, as the server wants them. */
export function allOf(filters: readonly Json[]): string {
  const parts = filters.filter((one) => one !== null);
  if (parts.length === 0) return '{}';
  return JSON.stringify(parts.length === 1 ? parts[0] : { $and: parts });
}
