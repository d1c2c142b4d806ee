import type { Json } from '../api/json';
import { t } from '../text/text';
import type { TextKey } from '../text/en';

/** What a field of a run holds; `value` is anything that a config or a summary may hold. */
export type FieldKind = 'text' | 'number' | 'date' | 'list' | 'value';
export type FieldSection = 'run' | 'config' | 'summary';

/** A field of runs, by the key that filters and orders name it with. */
export interface RunField {
  readonly key: string;
  readonly section: FieldSection;
  readonly kind: FieldKind;
}

const OWN: readonly (readonly [string, FieldKind, TextKey])[] = [
  ['display_name', 'text', 'field.display_name'],
  ['name', 'text', 'field.name'],
  ['state', 'text', 'field.state'],
  ['tags', 'list', 'field.tags'],
  ['notes', 'text', 'field.notes'],
  ['username', 'text', 'field.username'],
  ['group', 'text', 'field.group'],
  ['job_type', 'text', 'field.job_type'],
  ['created_at', 'date', 'field.created_at'],
  ['heartbeat_at', 'date', 'field.heartbeat_at'],
  ['duration', 'number', 'field.duration'],
  ['host', 'text', 'field.host'],
  ['sweep', 'text', 'field.sweep'],
  ['commit', 'text', 'field.commit'],
  ['exitcode', 'number', 'field.exitcode'],
];

const names = new Map(OWN.map(([key, , text]) => [key, text]));

/** The fields that every run has. */
export const runFields: readonly RunField[] = OWN.map(([key, kind]) => ({ key, kind, section: 'run' }));

const CONFIG = 'config.';
const SUMMARY = 'summary_metrics.';

export const configKey = (path: string): string => CONFIG + path;
export const summaryKey = (path: string): string => SUMMARY + path;

/** What a key names; a key that nobody knows is taken for a text field, and the server says what is wrong with it. */
export function fieldOf(key: string): RunField {
  if (key.startsWith(CONFIG)) return { key, section: 'config', kind: 'value' };
  if (key.startsWith(SUMMARY)) return { key, section: 'summary', kind: 'value' };
  return runFields.find((field) => field.key === key) ?? { key, section: 'run', kind: 'text' };
}

/** The path of a value inside its document. */
export function pathOf(field: RunField): string {
  if (field.section === 'config') return field.key.slice(CONFIG.length);
  return field.section === 'summary' ? field.key.slice(SUMMARY.length) : field.key;
}

/** What people call a field; values are called by their path. */
export function nameOf(key: string): string {
  const text = names.get(key);
  return text ? t(text) : pathOf(fieldOf(key));
}

/** Whether lists can be sorted by a field. */
export const isSortable = (key: string): boolean => fieldOf(key).kind !== 'list';

/** Whether runs can be grouped by a field: also by the tags that they have together. */
export const isGroupable = (key: string): boolean => isSortable(key) || key === 'tags';

/** A value of a document by its path; a literal dot goes before nesting. */
export function valueByPath(document: Json | undefined, path: string): Json | undefined {
  if (document === null || typeof document !== 'object' || Array.isArray(document)) return undefined;
  if (path in document) return document[path];
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const found = valueByPath(document[path.slice(0, dot)], path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}
