import type { Json } from '../api/json';

/** What a search box means: a text, or a pattern, in the names, the tags or the group. */
export function searchFilter(search: string, isRegex: boolean): Json {
  if (!search) return null;
  const pattern = { $regex: isRegex ? search : search.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), $options: 'i' };
  return { $or: [{ display_name: pattern }, { name: pattern }, { tags: pattern }, { group: pattern }] };
}
