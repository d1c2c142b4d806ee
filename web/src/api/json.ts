export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const TOKENS: Record<string, number> = { NaN: NaN, Infinity: Infinity, '-Infinity': -Infinity };
const MARK = '\u0001number:';

/** Reads JSON in which NaN and the infinities may stand as bare words, as Python writes them. */
export function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    const quoted = text.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, (token) =>
      token in TOKENS ? JSON.stringify(MARK + token) : token,
    );
    return JSON.parse(quoted, (_, value: Json) =>
      typeof value === 'string' && value.startsWith(MARK) ? TOKENS[value.slice(MARK.length)] ?? value : value,
    ) as Json;
  }
}

/** The members of an object; none for anything else. */
export function members(value: Json | undefined): { [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
}

/** Nested objects as one list of dotted names, each with its value, in order of names. */
export function flatten(value: Json, prefix = ''): [string, Json][] {
  const rows: [string, Json][] = [];
  for (const [key, inner] of Object.entries(members(value))) {
    const name = prefix ? `${prefix}.${key}` : key;
    const isGroup = Object.keys(members(inner)).length > 0 && !('_type' in members(inner));
    if (isGroup) rows.push(...flatten(inner, name));
    else rows.push([name, inner]);
  }
  return prefix ? rows : rows.sort((a, b) => a[0].localeCompare(b[0], undefined, { numeric: true }));
}
