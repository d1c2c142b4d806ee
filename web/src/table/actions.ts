import { deleteRuns, deleteRunsOnLeaving, editRuns, moveRuns, type RunEdit } from '../api/runEdits';
import { fetchRows, type RowPage, type RunRow } from '../api/runRows';
import { t } from '../text/text';
import { snackbar } from '../ui/messages';
import type { TableModel } from './TableModel';

const PAUSE_MS = 8000;

function complain(problem: unknown): void {
  snackbar.show({ text: problem instanceof Error ? problem.message : String(problem), isBad: true });
}

const rowChange = ({ displayName, notes, tags, groupName }: RunEdit): Partial<RunRow> => ({
  ...(displayName === undefined ? {} : { displayName }),
  ...(notes === undefined ? {} : { notes }),
  ...(tags === undefined ? {} : { tags }),
  ...(groupName === undefined ? {} : { group: groupName || null }),
});

/** Shows the changes at once and sends them; answers whether the server took them. */
async function apply(model: TableModel, edits: readonly (readonly [RunRow, RunEdit])[]): Promise<boolean> {
  for (const [run, edit] of edits) {
    model.change(run.id, rowChange(edit));
    model.selection.patch(run.name, rowChange(edit));
  }
  try {
    await editRuns(edits.map(([run, edit]) => [run.id, edit]));
    return true;
  } catch (problem) {
    for (const [run, edit] of edits) {
      model.patch(run.id, rowChange(before(run, edit)));
      model.selection.patch(run.name, rowChange(before(run, edit)));
    }
    complain(problem);
    return false;
  } finally {
    model.settle(edits.map(([run]) => run.id));
  }
}

/** Changes runs, and offers to take it back. */
export async function edit(model: TableModel, edits: readonly (readonly [RunRow, RunEdit])[], text: string): Promise<void> {
  if (edits.length === 0 || !(await apply(model, edits))) return;
  const back = edits.map(([run, change]): readonly [RunRow, RunEdit] => [run, before(run, change)]);
  snackbar.show({ text, action: t('table.undo'), onAction: () => void apply(model, back) });
}

function before(run: RunRow, change: RunEdit): RunEdit {
  return {
    ...(change.displayName === undefined ? {} : { displayName: run.displayName }),
    ...(change.notes === undefined ? {} : { notes: run.notes ?? '' }),
    ...(change.tags === undefined ? {} : { tags: run.tags }),
    ...(change.groupName === undefined ? {} : { groupName: run.group ?? '' }),
  };
}

/** The tags of a run with some added and some taken away. */
export function withTags(run: RunRow, added: readonly string[], removed: readonly string[]): readonly string[] {
  const kept = run.tags.filter((tag) => !removed.includes(tag));
  return [...kept, ...added.filter((tag) => !kept.includes(tag))];
}

export function tagRuns(model: TableModel, runs: readonly RunRow[], added: readonly string[], removed: readonly string[]): void {
  const edits = runs
    .map((run) => [run, { tags: withTags(run, added, removed) }] as const)
    .filter(([run, change]) => change.tags.join('\n') !== run.tags.join('\n'));
  void edit(model, edits, t('table.tagged', { n: edits.length }));
}

/**
 * Hides runs at once and deletes them a while later, so that there is nothing to undo but a wish. Who leaves the page
 * meanwhile means it.
 */
export function deleteLater(model: TableModel, runs: readonly RunRow[]): void {
  const names = new Set(runs.map((run) => run.name));
  const ids = runs.map((run) => run.id);
  model.leaving.value = [...model.leaving.value, ...names];
  model.selection.remove(runs);
  const comeBack = (): void => {
    model.leaving.value = model.leaving.value.filter((name) => !names.has(name));
  };
  const leave = (): void => {
    snackbar.hide();
    deleteRunsOnLeaving(ids);
  };
  addEventListener('pagehide', leave);
  snackbar.show({
    text: t('table.deleted', { n: runs.length }),
    action: t('table.undo'),
    milliseconds: PAUSE_MS,
    onAction: () => {
      removeEventListener('pagehide', leave);
      comeBack();
    },
    onEnd: () => {
      removeEventListener('pagehide', leave);
      deleteRuns(ids).catch(complain).finally(comeBack);
    },
  });
}

export async function moveTo(model: TableModel, runs: readonly RunRow[], entity: string, project: string): Promise<void> {
  const ids = runs.map((run) => run.id);
  try {
    await moveRuns(ids, entity, project);
  } catch (problem) {
    return complain(problem);
  }
  model.selection.remove(runs);
  model.reload();
  snackbar.show({
    text: t('table.moved', { n: runs.length, project: `${entity}/${project}` }),
    action: t('table.undo'),
    onAction: () => void moveBack(model, runs, entity, project).catch(complain).finally(() => model.reload()),
  });
}

/** Runs have other global ids in another project. */
async function moveBack(model: TableModel, runs: readonly RunRow[], entity: string, project: string): Promise<void> {
  const filters = JSON.stringify({ name: { $in: runs.map((run) => run.name) } });
  const listing = { entity, project, filters, order: '+name', keys: [] };
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const page: RowPage | null = await fetchRows(listing, { first: 1000, after });
    ids.push(...(page?.rows ?? []).map((run) => run.id));
    after = page?.endCursor ?? null;
    if (!page?.hasNextPage) break;
  }
  await moveRuns(ids, model.entity, model.project);
}
