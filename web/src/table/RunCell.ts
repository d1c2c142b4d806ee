import { defineComponent, h, type Child } from 'vue';
import { valueOf, type RunRow } from '../api/runRows';
import { fieldOf } from '../filter/fields';
import { nameOf } from '../filter/nameOf';
import { formatDate } from '../format/times';
import { language, t } from '../text/text';
import { Icon } from '../ui/Icon';
import { StateBadge } from '../ui/StateBadge';
import { edit } from './actions';
import { NameEditor } from './NameEditor';
import { NotesEditor } from './NotesEditor';
import { TagEditor } from './TagEditor';
import type { TableModel } from './TableModel';
import { valueText } from './valueText';

export const canEdit = (key: string): boolean => key === 'display_name' || key === 'tags' || key === 'notes';

/** One value of a run, which can be changed in its place where people may change it. */
export const RunCell = defineComponent<{
  model: TableModel;
  run: RunRow;
  columnKey: string;
  id: string;
  index: number;
  indent: number;
  address: string;
  style: Record<string, string>;
  isNumeric: boolean;
  isActive: boolean;
  isEditing: boolean;
  onActive: () => void;
  onEdit: () => void;
  onEndEdit: () => void;
}>(
  (props) => {
    function editor(): Child {
      const { run, model, columnKey } = props;
      const end = props.onEndEdit;
      const save = (change: Parameters<typeof edit>[1][0][1]): void => {
        end();
        void edit(model, [[run, change]], t('table.changed', { name: run.displayName }));
      };
      if (columnKey === 'display_name') return h(NameEditor, {
        value: run.displayName, onSave: (displayName) => save({ displayName }), onCancel: end,
      });
      if (columnKey === 'notes') return h(NotesEditor, { value: run.notes ?? '', onSave: (notes) => save({ notes }), onCancel: end });
      return h(TagEditor, { value: run.tags, known: model.knownTags(), onSave: (tags) => save({ tags }), onCancel: end });
    }

    function content(): Child {
      const { run, columnKey: key } = props;
      if (key === 'display_name') return h('a', {
        class: 'run-link cell-text', href: props.address, tabindex: -1, title: run.displayName,
      }, run.displayName);
      if (key === 'state') return h(StateBadge, { state: run.state });
      if (key === 'tags') return h('span', { class: 'cell-tags', title: run.tags.join(', ') }, run.tags.map((tag) => h('span', { class: 'tag', key: tag }, tag)));
      const value = valueOf(run, key);
      if (value === null) return h('span', { class: 'cell-text faint' }, '–');
      const title = fieldOf(key).kind === 'date' ? formatDate(String(value), language.value) : typeof value === 'object' ? JSON.stringify(value) : String(value);
      return h('span', { class: ['cell-text', typeof value === 'object' && 'code'], title }, valueText(value, key));
    }

    return () => {
      const { columnKey: key } = props;
      return h('div', {
        class: ['grid-cell', props.isActive && 'active', props.isEditing && 'editing', props.isNumeric && 'numeric'],
        role: 'gridcell', id: props.id, 'aria-colindex': props.index + 2, 'data-column': key,
        style: props.indent > 0 ? { ...props.style, paddingLeft: `${10 + props.indent}px` } : props.style,
        onPointerdown: () => props.onActive(),
        onDblclick: () => canEdit(key) && props.model.canWrite.value && props.onEdit(),
      }, [
        props.isEditing ? editor() : content(),
        canEdit(key) && props.model.canWrite.value && !props.isEditing &&
          h('button', {
            type: 'button', class: 'icon-button cell-edit', tabindex: -1, title: t('table.edit', { field: nameOf(key) }),
            'aria-label': t('table.edit', { field: nameOf(key) }), onClick: () => props.onEdit(),
          }, [h(Icon, { name: 'pencil' })]),
      ]); // prettier-ignore
    };
  },
  {
    name: 'RunCell',
    props: ['model', 'run', 'columnKey', 'id', 'index', 'indent', 'address', 'style', 'isNumeric', 'isActive', 'isEditing', 'onActive', 'onEdit', 'onEndEdit'],
  },
);
