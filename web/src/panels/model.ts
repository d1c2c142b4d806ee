import { members, type Json } from '../api/json';

export const panelKinds = [
  'line', 'bar', 'scalar', 'scatter', 'histogram', 'media', 'table', 'chart', 'parallel', 'importance', 'comparer', 'notes', 'code',
] as const; // prettier-ignore

export type PanelKind = (typeof panelKinds)[number];

/** What one panel shows. Panels that are made for each key by themselves have the key as their id. */
export interface PanelSpec {
  readonly id: string;
  readonly kind: PanelKind;
  readonly title: string;
  /** What is drawn: logged keys, or for charts across runs `config.NAME` and `summary.NAME`. */
  readonly keys: readonly string[];
  /** Further choices, each as text. */
  readonly options: { readonly [name: string]: string };
}

const KIND_OF_TYPE: { readonly [type: string]: PanelKind } = {
  number: 'line', histogram: 'histogram', 'image-file': 'media', 'images/separated': 'media', 'audio-file': 'media', audio: 'media',
  'video-file': 'media', videos: 'media', 'html-file': 'media', html: 'media', 'object3D-file': 'media', object3D: 'media',
  'molecule-file': 'media', molecule: 'media', 'plotly-file': 'media', 'bokeh-file': 'media',
  'table-file': 'table', 'partitioned-table': 'table', 'joined-table': 'table', 'incremental-table-file': 'table',
}; // prettier-ignore

/** The panel that a key of some types gets by itself; null for what is not drawn, such as plain text. */
export function kindOf(types: readonly string[]): PanelKind | null {
  for (const type of types) if (KIND_OF_TYPE[type] && type !== 'number') return KIND_OF_TYPE[type] ?? null;
  return types.includes('number') ? 'line' : null;
}

const isKind = (text: unknown): text is PanelKind => (panelKinds as readonly unknown[]).includes(text);
const texts = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

/** A panel out of what was kept, whoever wrote it; null when it is none. */
export function panelFrom(value: Json | undefined): PanelSpec | null {
  const { id, kind, title, keys, options } = members(value);
  if (typeof id !== 'string' || !isKind(kind)) return null;
  return { id, kind, title: typeof title === 'string' ? title : '', keys: texts(keys), options: textsOf(options) };
}

/** The members of an object that are texts. */
export function textsOf(value: Json | undefined): { [name: string]: string } {
  const found: { [name: string]: string } = {};
  for (const [name, one] of Object.entries(members(value))) if (typeof one === 'string') found[name] = one;
  return found;
}
