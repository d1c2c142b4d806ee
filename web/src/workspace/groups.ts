import type { LineGroup } from '../chart/grouping';
import type { Line } from '../chart/model';
import type { RunValue } from '../api/runValues';
import { valueOf } from '../panels/runValues';
import { t } from '../text/text';
import { colourOf } from '../theme/palette';
import type { DrawnRun } from './panelContext';

/** Lines by what their runs have in common, in the order in which they come. */
export function groupsOf(
  lines: readonly Line[], runs: readonly DrawnRun[], by: string, values: ReadonlyMap<string, RunValue>,
): LineGroup[] { // prettier-ignore
  const known = new Map(runs.map((run) => [run.name, run]));
  const groups = new Map<string, { title: string; lines: Line[] }>();
  for (const line of lines) {
    const title = groupOf(known.get(line.curve.run), values.get(line.curve.run), by);
    const name = `${title}\n${line.curve.key}`;
    const group = groups.get(name);
    if (group) group.lines.push(line);
    else groups.set(name, { title, lines: [line] });
  }
  return [...groups].map(([name, group]) => ({
    name, lines: group.lines, label: `${group.title || t('chart.group.none')} (${group.lines.length})`, colour: colourOf(`group ${group.title}`),
  })); // prettier-ignore
}

/** What a run's group is called: its own group, its state, or a value of its config. */
export function groupOf(run: DrawnRun | undefined, values: RunValue | undefined, by: string): string {
  if (by === 'group') return values?.group ?? run?.group ?? '';
  if (by === 'jobType') return values?.jobType ?? '';
  if (by === 'state') return values?.state ?? '';
  const value = values && valueOf(values, by);
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
