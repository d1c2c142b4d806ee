import { fieldOf } from '../filter/fields';
import { aggregateNames, type AggregateName } from '../filter/aggregate';

/** A column of the table. */
export interface Column {
  readonly key: string;
  readonly isPinned: boolean;
  /** In pixels; null for the standard of its field. */
  readonly width: number | null;
  /** What stands in the rows of groups. */
  readonly aggregate: AggregateName | null;
}

export const NARROWEST = 56;
const WIDEST = 900;

const STANDARD_WIDTHS: Readonly<Record<string, number>> = {
  display_name: 220, name: 120, state: 104, tags: 180, notes: 220, username: 100, created_at: 116, heartbeat_at: 116, duration: 92,
  commit: 96, exitcode: 84,
}; // prettier-ignore

export const widthOf = (column: Column): number => column.width ?? STANDARD_WIDTHS[column.key] ?? 132;

/** A column as people get it before they change anything. */
export function standardColumn(key: string): Column {
  const isValue = fieldOf(key).section !== 'run' || key === 'duration';
  return { key, isPinned: key === 'display_name', width: null, aggregate: isValue ? 'mean' : null };
}

/** Columns as the address writes them: `!key~aggregate:width`, where only what differs from the standard is written. */
export function writeColumns(columns: readonly Column[]): string {
  return columns
    .map((column) => {
      const standard = standardColumn(column.key);
      const pin = column.isPinned ? '!' : '';
      const key = column.key.replace(/[%,~:!]/g, encodeURIComponent).replace(/[~!]/g, (letter) => ESCAPES[letter] ?? letter);
      const aggregate = column.aggregate === standard.aggregate ? '' : `~${column.aggregate ?? 'none'}`;
      return `${pin}${key}${aggregate}${column.width === null ? '' : `:${Math.round(column.width)}`}`;
    })
    .join(',');
}

/** Letters that encodeURIComponent leaves as they are. */
const ESCAPES: Readonly<Record<string, string>> = { '~': '%7E', '!': '%21' };

export function readColumns(text: string): Column[] {
  const seen = new Set<string>();
  return text.split(',').flatMap((part) => {
    const found = /^(!?)([^~:]+)(?:~([^:]*))?(?::(\d+))?$/.exec(part);
    const key = found?.[2]?.replace(/%(25|2C|7E|3A|21)/g, decodeURIComponent);
    if (!found || !key || seen.has(key)) return [];
    seen.add(key);
    const named = aggregateNames.find((name) => name === found[3]) ?? null;
    const width = found[4] === undefined ? null : clampWidth(Number(found[4]));
    return [{ key, isPinned: found[1] === '!', width, aggregate: found[3] === undefined ? standardColumn(key).aggregate : named }];
  });
}

export const clampWidth = (width: number): number => Math.max(NARROWEST, Math.min(WIDEST, width));

const OWN = ['display_name', 'state', 'created_at', 'duration', 'username', 'tags'];
const MOST_VALUES = 10;

/** The columns before anyone chooses: what every run has, then its first results and settings. */
export function standardColumns(valueKeys: readonly string[]): Column[] {
  const of = (section: 'summary' | 'config'): string[] => valueKeys.filter((key) => fieldOf(key).section === section).slice(0, MOST_VALUES);
  return [...OWN, ...of('summary'), ...of('config')].map(standardColumn);
}

/** So many values of a run can be asked for at once. */
const MOST_ASKED = 500;

/** The values that the columns need, beside what is known of every run. */
export const valueKeysOf = (columns: readonly Column[]): string[] =>
  columns.map((column) => column.key).filter((key) => fieldOf(key).section !== 'run').slice(0, MOST_ASKED);

/** Pinned columns stand before the others, each kind in its order. */
export function placed(columns: readonly Column[]): { pinned: readonly Column[]; free: readonly Column[] } {
  return { pinned: columns.filter((column) => column.isPinned), free: columns.filter((column) => !column.isPinned) };
}

/** The columns with one at another's place. */
export function moved(columns: readonly Column[], key: string, before: string | null): Column[] {
  const column = columns.find((one) => one.key === key);
  if (!column || key === before) return [...columns];
  const others = columns.filter((one) => one.key !== key);
  const index = before === null ? others.length : others.findIndex((one) => one.key === before);
  const isPinned = others[Math.min(index, others.length - 1)]?.isPinned ?? column.isPinned;
  return [...others.slice(0, index), { ...column, isPinned }, ...others.slice(index)];
}

/** Which of some widths stand between two edges: the first, and the one behind the last. */
export function visibleSpan(widths: readonly number[], left: number, right: number): [number, number] {
  let at = 0;
  let first = -1;
  let end = 0;
  widths.forEach((width, index) => {
    if (at + width > left && at < right) {
      if (first < 0) first = index;
      end = index + 1;
    }
    at += width;
  });
  return first < 0 ? [0, 0] : [first, end];
}
