/** Panels that belong together: the keys with one prefix. */
export interface Section {
  readonly name: string;
  readonly keys: readonly string[];
}

/** Matches keys by a regular expression, or, when it is none, by the text itself; letters' case does not count. */
export function matcher(query: string): (text: string) => boolean {
  if (!query) return () => true;
  try {
    const pattern = new RegExp(query, 'i');
    return (text) => pattern.test(text);
  } catch {
    const plain = query.toLowerCase();
    return (text) => text.toLowerCase().includes(plain);
  }
}

/** Keys by what stands before their first slash; those without one come first, under the given name. */
export function sectionsOf(keys: readonly string[], nameOfRest: string): Section[] {
  const byPrefix = new Map<string, string[]>();
  for (const key of keys) {
    const slash = key.indexOf('/');
    const prefix = slash > 0 ? key.slice(0, slash) : '';
    const list = byPrefix.get(prefix);
    if (list) list.push(key);
    else byPrefix.set(prefix, [key]);
  }
  const compare = new Intl.Collator(undefined, { numeric: true }).compare;
  return [...byPrefix]
    .sort(([a], [b]) => (a === '' ? -1 : b === '' ? 1 : compare(a, b)))
    .map(([prefix, list]) => ({ name: prefix || nameOfRest, keys: list.sort(compare) }));
}
