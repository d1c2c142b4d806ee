import { members, type Json } from '../api/json';
import { panelFrom, textsOf, type PanelSpec } from './model';

/** How wide (in columns) and how high (in pixels) a panel is. */
export interface PanelSize {
  readonly columns: number;
  readonly height: number;
}

/** How a board differs from what it would be by itself. */
export interface BoardState {
  readonly added: readonly { readonly section: string; readonly panel: PanelSpec }[];
  readonly changed: { readonly [id: string]: PanelSpec };
  readonly hidden: readonly string[];
  /** The sections of panels that do not stand in their own. */
  readonly moved: { readonly [id: string]: string };
  /** The panels of a section that come first, in order. */
  readonly order: { readonly [section: string]: readonly string[] };
  readonly sizes: { readonly [id: string]: PanelSize };
  /** The sections that come first, in order. */
  readonly sections: readonly string[];
  readonly folded: { readonly [section: string]: boolean };
}

export const plainState: BoardState = {
  added: [], changed: {}, hidden: [], moved: {}, order: {}, sizes: {}, sections: [], folded: {},
}; // prettier-ignore

/** Text of a state, without the parts that are as they would be by themselves. */
export function textOf(state: BoardState): string {
  const parts = Object.entries(state).filter(([, part]: [string, object]) => Object.keys(part).length > 0);
  return parts.length === 0 ? '' : JSON.stringify(Object.fromEntries(parts));
}

/** A state out of text, whoever wrote it; what does not fit is left out. */
export function stateFrom(text: string): BoardState {
  let value: { [key: string]: Json };
  try {
    value = members(JSON.parse(text) as Json);
  } catch {
    return plainState;
  }
  const list = (one: Json | undefined): Json[] => (Array.isArray(one) ? one : []);
  const names = (one: Json | undefined): string[] => list(one).filter((name): name is string => typeof name === 'string');
  const entries = <T>(one: Json | undefined, read: (value: Json) => T | null): { [key: string]: T } =>
    Object.fromEntries(Object.entries(members(one)).flatMap(([key, inner]) => {
      const found = read(inner);
      return found === null ? [] : [[key, found]];
    })); // prettier-ignore
  return {
    added: list(value['added']).flatMap((one) => {
      const { section, panel } = members(one);
      const found = panelFrom(panel);
      return found && typeof section === 'string' ? [{ section, panel: found }] : [];
    }),
    changed: entries(value['changed'], panelFrom),
    hidden: names(value['hidden']),
    moved: textsOf(value['moved']),
    order: entries(value['order'], names),
    sizes: entries(value['sizes'], sizeFrom),
    sections: names(value['sections']),
    folded: entries(value['folded'], (one) => (typeof one === 'boolean' ? one : null)),
  };
}

function sizeFrom(value: Json): PanelSize | null {
  const { columns, height } = members(value);
  if (typeof columns !== 'number' || typeof height !== 'number') return null;
  return { columns: Math.max(1, Math.min(6, Math.round(columns))), height: Math.max(120, Math.min(1600, Math.round(height))) };
}

/** Text as letters that an address takes as they are. */
export function encoded(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

export function decoded(code: string): string | null {
  if (code === '') return null;
  try {
    const bytes = Uint8Array.from(atob(code.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
