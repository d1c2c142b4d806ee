import type { Json } from '../api/json';

/** What a field of a run holds; `value` is anything that a config or a summary may hold. */
export type FieldKind = 'text' | 'number' | 'date' | 'list' | 'value';
export type FieldSection = 'run' | 'config' | 'summary';

/** A field of runs, by the key that filters and orders name it with. */
export interface RunField {
  readonly key: string;
  readonly section: FieldSection;
  readonly kind: FieldKind;
}

const OWN = [
  ['display_name', 'text'], ['name', 'text'], ['state', 'text'], ['tags', 'list'], ['notes', 'text'], ['username', 'text'],
  ['group', 'text'], ['job_type', 'text'], ['created_at', 'date'], ['heartbeat_at', 'date'], ['duration', 'number'], ['host', 'text'],
  ['sweep', 'text'], ['commit', 'text'], ['exitcode', 'number'],
] as const; // prettier-ignore

/** The key of a field that every run has. */
export type RunFieldKey = (typeof OWN)[number][0];

/** The fields that every run has. */
export const runFields: readonly (RunField & { readonly key: RunFieldKey })[] = OWN.map(([key, kind]) => ({ key, kind, section: 'run' }));

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
