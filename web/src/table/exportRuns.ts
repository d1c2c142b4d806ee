import { fetchRows, valueOf, type RowPage, type RunRow } from '../api/runRows';
import type { Json } from '../api/json';
import { fieldOf, isSortable, pathOf } from '../filter/fields';
import { nameOf } from '../filter/nameOf';
import { formatCount } from '../format/numbers';
import { t } from '../text/text';
import { snackbar } from '../ui/messages';
import type { TableModel } from './TableModel';

export type TableFormat = 'csv' | 'json';

const PAGE = 1000;
/** As many values as the server answers at once. */
const MOST_COLUMNS = 500;

/** Saves the columns of the table for all of its runs, or for the chosen ones. */
export async function exportTable(model: TableModel, format: TableFormat, onlyChosen: boolean): Promise<void> {
  const { entity, project } = model;
  const columns = model.columns.value.map((column) => column.key).slice(0, MOST_COLUMNS);
  const keys = columns.filter((key) => fieldOf(key).section !== 'run');
  const order = [...model.query.groups.filter(isSortable).map((key) => `+${key}`), model.query.order].join(',');
  const names = onlyChosen ? [...model.selection.runs.value.keys()] : null;
  const filters = names ? JSON.stringify({ name: { $in: names } }) : model.filters;
  const parts: string[] = format === 'csv' ? [csvLine(['id', ...columns.map(nameOf)])] : [];
  let after: string | null = null;
  let count = 0;
  try {
    for (;;) {
      const page: RowPage | null = await fetchRows({ entity, project, filters, order, keys }, { first: PAGE, after });
      for (const run of page?.rows ?? []) {
        parts.push(format === 'csv' ? csvLine([run.name, ...columns.map((key) => valueOf(run, key))]) : JSON.stringify(objectOf(run, columns)));
      }
      count += page?.rows.length ?? 0;
      after = page?.endCursor ?? null;
      if (!page?.hasNextPage) break;
      snackbar.show({ text: t('table.exporting', { n: formatCount(count) }) });
    }
  } catch (problem) {
    return snackbar.show({ text: problem instanceof Error ? problem.message : String(problem), isBad: true });
  }
  const text = format === 'csv' ? parts.map((line) => `${line}\r\n`).join('') : `[\n${parts.join(',\n')}\n]\n`;
  save(`${project.replace(/[^\w.-]+/g, '_')}-runs.${format}`, new Blob([text], { type: format === 'csv' ? 'text/csv' : 'application/json' }));
  snackbar.show({ text: t('table.exported', { n: count }) });
}

/** A run as JSON: what it is, and its values under the sections that they come from. */
export function objectOf(run: RunRow, columns: readonly string[]): object {
  const found: { id: string; config: Record<string, Json>; summary: Record<string, Json>; [key: string]: unknown } = { id: run.name, config: {}, summary: {} };
  for (const key of columns) {
    const field = fieldOf(key);
    const value = valueOf(run, key);
    if (field.section === 'run') found[key] = value;
    else found[field.section][pathOf(field)] = typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  }
  return found;
}

/** A line of comma-separated values. Texts that a spreadsheet would run as a formula get an apostrophe before them. */
export function csvLine(values: readonly Json[]): string {
  return values.map(csvCell).join(',');
}

function csvCell(value: Json): string {
  if (value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? (/^[=@\t\r]|^[+-](?![\d.])/.test(value) ? `'${value}` : value) : JSON.stringify(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
