import { members, type Json } from '../api/json';

export type FieldKind = 'number' | 'text' | 'boolean' | 'json';

/** One value of a config as a form shows it. */
export interface ConfigField {
  /** The keys that lead to it; a key may hold dots itself. */
  readonly path: readonly string[];
  readonly kind: FieldKind;
  readonly text: string;
  /** Whether an empty text means that the value is left to the job. */
  readonly isOptional: boolean;
}

export const fieldName = (field: ConfigField): string => field.path.join('.');

/** The values of a config, nested ones each on their own. */
export function fieldsOf(config: Json, path: readonly string[] = []): ConfigField[] {
  return Object.entries(members(config)).flatMap(([key, value]) => {
    const inner = [...path, key];
    if (Object.keys(members(value)).length > 0) return fieldsOf(value, inner);
    return [{ path: inner, kind: kindOf(value), text: textOf(value), isOptional: false }];
  });
}

function kindOf(value: Json): FieldKind {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' ? 'text' : 'json';
}

function textOf(value: Json): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

const KINDS: Record<string, FieldKind> = { number: 'number', integer: 'number', float: 'number', string: 'text', boolean: 'boolean' };

/** Empty fields for the inputs that a job says that it takes, as `wandb-job.json` describes them. */
export function fieldsOfTypes(type: Json, path: readonly string[] = []): ConfigField[] {
  const map = members(members(members(type)['params'])['type_map']);
  return Object.entries(map).flatMap(([key, inner]) => {
    const name = members(inner)['wb_type'];
    if (name === 'typedDict') return fieldsOfTypes(inner, [...path, key]);
    const kind = KINDS[typeof name === 'string' ? name : ''] ?? 'json';
    return [{ path: [...path, key], kind: kind === 'boolean' ? 'json' : kind, text: '', isOptional: true }];
  });
}

export type Reading = { readonly value: Json } | { readonly fault: 'number' | 'json' } | null;

/** The value that a field's text stands for; null when it stands for none. */
export function readField(field: ConfigField): Reading {
  const text = field.text.trim();
  if (field.isOptional && text === '') return null;
  switch (field.kind) {
    case 'text':
      return { value: field.text };
    case 'boolean':
      return { value: field.text === 'true' };
    case 'number': {
      const value = Number(text);
      return text === '' || Number.isNaN(value) ? { fault: 'number' } : { value };
    }
    case 'json':
      try {
        return { value: JSON.parse(text) as Json };
      } catch {
        return { fault: 'json' };
      }
  }
}

/** The config that fields make up; null when one of them cannot be read. */
export function configOf(fields: readonly ConfigField[]): { [key: string]: Json } | null {
  const config: { [key: string]: Json } = Object.create(null) as { [key: string]: Json };
  for (const field of fields) {
    const reading = readField(field);
    if (reading === null) continue;
    if ('fault' in reading) return null;
    let place = config;
    for (const key of field.path.slice(0, -1)) {
      const inner = place[key];
      place = (inner === undefined ? (place[key] = Object.create(null) as { [key: string]: Json }) : inner) as { [key: string]: Json };
    }
    place[field.path[field.path.length - 1] ?? ''] = reading.value;
  }
  return config;
}

/** The names of the fields whose text is not what it was. */
export function changedNames(before: readonly ConfigField[], after: readonly ConfigField[]): string[] {
  const texts = new Map(before.map((field) => [JSON.stringify(field.path), field.text]));
  return after.filter((field) => texts.get(JSON.stringify(field.path)) !== field.text).map(fieldName);
}
