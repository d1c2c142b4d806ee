import { h, type Child, type VNode } from 'vue';
import { valueOf, type RunRow } from '../api/runRows';
import { fieldOf } from '../filter/fields';
import { nameOf } from '../filter/nameOf';
import { formatDate } from '../format/times';
import { language, t } from '../text/text';
import { icon } from '../ui/Icon';
import { stateBadge } from '../ui/StateBadge';
import { edit } from './actions';
import { NameEditor } from './NameEditor';
import { NotesEditor } from './NotesEditor';
import { TagEditor } from './TagEditor';
import type { TableModel } from './TableModel';
import { valueText } from './valueText';

export const canEdit = (key: string): boolean => key === 'display_name' || key === 'tags' || key === 'notes';

/** Which value of which run stands where, and what is done with it. */
export interface CellPlace {
  readonly run: RunRow;
  readonly columnKey: string;
  readonly id: string;
  readonly index: number;
  readonly address: string;
  readonly style: Record<string, string>;
  readonly isNumeric: boolean;
  readonly isActive: boolean;
  readonly isEditing: boolean;
  readonly onEdit: () => void;
  readonly onEndEdit: () => void;
}

function editor(model: TableModel, { run, columnKey, onEndEdit }: CellPlace): VNode {
  const save = (change: Parameters<typeof edit>[1][0][1]): void => {
    onEndEdit();
    void edit(model, [[run, change]], t('table.changed', { name: run.displayName }));
  };
  const onCancel = onEndEdit;
  if (columnKey === 'display_name') return h(NameEditor, { value: run.displayName, onSave: (displayName) => save({ displayName }), onCancel });
  if (columnKey === 'notes') return h(NotesEditor, { value: run.notes ?? '', onSave: (notes) => save({ notes }), onCancel });
  return h(TagEditor, { value: run.tags, known: model.knownTags(), onSave: (tags) => save({ tags }), onCancel });
}

function content({ run, columnKey: key, address }: CellPlace): Child {
  if (key === 'display_name') return h('a', { class: 'run-link cell-text', href: address, tabindex: -1, title: run.displayName }, run.displayName);
  if (key === 'state') return stateBadge(run.state);
  if (key === 'tags') return h('span', { class: 'cell-tags', title: run.tags.join(', ') }, run.tags.map((tag) => h('span', { class: 'tag', key: tag }, tag)));
  const value = valueOf(run, key);
  if (value === null) return h('span', { class: 'cell-text faint' }, '–');
  const title = fieldOf(key).kind === 'date' ? formatDate(String(value), language.value) : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return h('span', { class: ['cell-text', typeof value === 'object' && 'code'], title }, valueText(value, key));
}

/**
 * One value of a run, which can be changed in its place where people may change it. There are hundreds on the screen: so it is
 * no component of its own, and the table listens for all of them.
 */
export function runCell(model: TableModel, place: CellPlace): VNode {
  const { columnKey: key, isActive, isEditing, isNumeric } = place;
  return h('div', {
    key, class: ['grid-cell', isActive && 'active', isEditing && 'editing', isNumeric && 'numeric'],
    role: 'gridcell', id: place.id, 'aria-colindex': place.index + 2, 'data-column': key, style: place.style,
  }, [
    isEditing ? editor(model, place) : content(place),
    canEdit(key) && model.canWrite.value && !isEditing &&
      h('button', {
        type: 'button', class: 'icon-button cell-edit', tabindex: -1, title: t('table.edit', { field: nameOf(key) }),
        'aria-label': t('table.edit', { field: nameOf(key) }), onClick: place.onEdit,
      }, [icon('pencil')]),
  ]); // prettier-ignore
}
