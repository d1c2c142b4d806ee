import { members, parseJson, type Json } from './json';

export type Values = { readonly [key: string]: Json };

/** A run's config by its keys. Clients send each value wrapped in an object with a description. */
export function configOf(written: Json): { [key: string]: Json } {
  return Object.fromEntries(Object.entries(members(written)).map(([key, wrapped]) => [key, members(wrapped)['value'] ?? null]));
}

/** What a document says beside the bookkeeping of clients. */
export function publicOf(all: Values): Values {
  return Object.fromEntries(Object.entries(all).filter(([key]) => !key.startsWith('_')));
}

/** A document as GraphQL answers it; a run without one has an empty one. */
export const readDocument = (text: string | null | undefined): Json => parseJson(text ?? '{}');
