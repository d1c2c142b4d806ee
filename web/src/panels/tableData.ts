import { send } from '../api/http';
import { members, parseJson, type Json } from '../api/json';

/** A logged table. */
export interface TableData {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Json[])[];
  /** Where the files that cells name are; without, they are files of the run. */
  readonly files?: ReadonlyMap<string, string>;
}

const MOST_KEPT = 24;
const kept = new Map<string, Promise<TableData>>();

/** The table in a run's file, or with media the one in its artifact; the last few stay, as names stand for contents. */
export function fetchTable(entity: string, address: string, artifact: string): Promise<TableData> {
  const known = kept.get(address);
  if (known) {
    kept.delete(address);
    kept.set(address, known);
    return known;
  }
  const asked = send(address).then(async (answer) => {
    const table = tableFrom(parseJson(await answer.text()));
    const { artifactTable, hasStandins } = await import('./tableFiles');
    if (!artifact || !hasStandins(table)) return table;
    return (await artifactTable(entity, artifact).catch(() => null)) ?? table;
  });
  kept.set(address, asked);
  asked.catch(() => kept.delete(address));
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  return asked;
}

export function tableFrom(value: Json): TableData {
  const { columns, data } = members(value);
  return {
    columns: Array.isArray(columns) ? columns.map(String) : [],
    rows: Array.isArray(data) ? data.filter((row): row is Json[] => Array.isArray(row)) : [],
  };
}

/** Where a logged table's file is; null for what is no table. */
export function tablePath(value: Json): string | null {
  const { path, _type: type } = members(value);
  return typeof path === 'string' && typeof type === 'string' && type.includes('table') ? path : null;
}

/** Where the table stands as an artifact; empty when it does not. */
export function artifactPath(value: Json): string {
  const { artifact_path: path, _latest_artifact_path: latest } = members(value);
  return typeof path === 'string' ? path : typeof latest === 'string' ? latest : '';
}

/** Tables of several runs as one, each row with the index of its run; columns by their names. */
export function joined(tables: readonly TableData[]): { columns: string[]; rows: { source: number; cells: Json[] }[] } {
  const columns = [...new Set(tables.flatMap((table) => table.columns))];
  const rows = tables.flatMap((table, source) => {
    const places = columns.map((name) => table.columns.indexOf(name));
    return table.rows.map((row) => ({ source, cells: places.map((place) => (place < 0 ? null : row[place] ?? null)) }));
  });
  return { columns, rows };
}

/** Numbers by size before texts by name; nothing and NaN always last. */
export function compareCells(a: Json, b: Json, isUp: boolean): number {
  const rank = (value: Json): number => (value === null || Number.isNaN(value) ? 2 : typeof value === 'number' || typeof value === 'boolean' ? 0 : 1);
  const ranks = rank(a) - rank(b);
  if (ranks !== 0 || rank(a) === 2) return ranks;
  const order = rank(a) === 0 ? Number(a) - Number(b) : collator.compare(cellText(a), cellText(b));
  return isUp ? order : -order;
}

const collator = new Intl.Collator(undefined, { numeric: true });

/** A cell as one searches and exports it. */
export function cellText(value: Json): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const { _type: type, path, caption } = members(value);
  if (typeof type === 'string' && typeof path === 'string') return typeof caption === 'string' && caption ? caption : path;
  return JSON.stringify(value);
}

export const csvCell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
