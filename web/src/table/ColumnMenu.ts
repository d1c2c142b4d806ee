import { defineComponent, h, onBeforeUnmount, onMounted, ref, type VNode } from 'vue';
import { fieldOf, isGroupable, isSortable } from '../filter/fields';
import { nameOf } from '../filter/nameOf';
import { filterText, operatorsOf } from '../filter/filter';
import { t } from '../text/text';
import { Icon } from '../ui/Icon';
import type { IconName } from '../ui/icons';
import { Select } from '../ui/Select';
import { aggregateNames, type AggregateName } from '../filter/aggregate';
import type { TableModel } from './TableModel';

const WIDTH = 236;

/** What can be done with a column. */
export const ColumnMenu = defineComponent<{ model: TableModel; columnKey: string; left: number; top: number; onClose: () => void }>(
  (props) => {
    const root = ref<HTMLElement | null>(null);
    const outside = (event: Event): void => {
      if (!root.value?.contains(event.target as Node)) props.onClose();
    };
    onMounted(() => {
      root.value?.querySelector('button')?.focus();
      setTimeout(() => document.addEventListener('pointerdown', outside));
    });
    onBeforeUnmount(() => document.removeEventListener('pointerdown', outside));

    function item(icon: IconName, text: string, run: () => void): VNode {
      return h('button', { key: text, type: 'button', class: 'menu-item', onClick: () => (props.onClose(), run()) }, [h(Icon, { name: icon }), text]);
    }
    function filterBy(key: string): void {
      const { query } = props.model;
      const operator = operatorsOf(fieldOf(key).kind).includes('exists') ? 'exists' : 'eq';
      const filter = { ...query.filter, parts: [...query.filter.parts, { kind: 'condition', key, operator, value: undefined } as const] };
      query.filterText = filterText(filter);
      props.model.isFilterOpen.value = true;
    }

    return () => {
      const { model, columnKey: key } = props;
      const column = model.columns.value.find((one) => one.key === key);
      if (!column) return null;
      const { query } = model;
      const isGrouped = query.groups.includes(key);
      const ungrouped = query.groups.filter((one) => one !== key);
      const canAggregate = fieldOf(key).section !== 'run' || key === 'duration';
      return h('div', {
        ref: root, class: 'popover-panel column-menu', role: 'group', 'aria-label': nameOf(key),
        style: { left: `${Math.max(8, Math.min(props.left, innerWidth - WIDTH - 8))}px`, top: `${props.top + 2}px`, width: `${WIDTH}px` },
        onKeydown: (event: KeyboardEvent) => event.key === 'Escape' && props.onClose(),
      }, [
        h('p', { class: 'menu-title', title: nameOf(key) }, nameOf(key)),
        isSortable(key) && item('arrowUp', t('column.ascending'), () => (query.sortKeys = [{ key, isDescending: false }])),
        isSortable(key) && item('arrowDown', t('column.descending'), () => (query.sortKeys = [{ key, isDescending: true }])),
        item('filter', t('column.filter'), () => filterBy(key)),
        isGroupable(key) && item('group', t(isGrouped ? 'column.ungroup' : 'column.group'), () => (query.groups = isGrouped ? ungrouped : [...query.groups, key])),
        item(column.isPinned ? 'pinOff' : 'pin', t(column.isPinned ? 'column.unpin' : 'column.pin'), () => model.changeColumn(key, { isPinned: !column.isPinned })),
        item('eyeOff', t('column.hide'), () => model.toggleColumn(key)),
        canAggregate && h('div', { class: 'field menu-field' }, [
          h('span', { class: 'field-name' }, t('column.aggregate')),
          h(Select, {
            label: t('column.aggregate'), value: column.aggregate ?? '',
            choices: [['', t('aggregate.nothing')], ...aggregateNames.map((name) => [name, t(`aggregate.${name}`)] as const)],
            onChange: (value) => model.changeColumn(key, { aggregate: (value || null) as AggregateName | null }),
          }),
        ]),
      ]); // prettier-ignore
    };
  },
  { name: 'ColumnMenu', props: ['model', 'columnKey', 'left', 'top', 'onClose'] },
);
