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

/** What stands before the first slash; nothing where there is none. */
export const prefixOf = (key: string): string => key.slice(0, Math.max(0, key.indexOf('/')));

/** Which part of a machine a system metric such as `system.gpu.0.temp` is about. */
export function machinePartOf(key: string): string {
  const parts = systemName(key).split('.');
  return parts.length > 1 ? parts[0] ?? '' : '';
}

/** A system metric's name without what all of them have in common. */
export const systemName = (key: string): string => key.replace(/^system\./, '');
