import { computed, defineComponent, h, ref, watch, type VNode } from 'vue';
import { fieldOf, runFields } from '../filter/fields';
import { nameOf } from '../filter/nameOf';
import { t } from '../text/text';
import { IconButton } from '../ui/IconButton';
import { SearchField } from '../ui/SearchField';
import type { Column } from './columns';
import type { TableModel } from './TableModel';

const OFFERED = 200;

/** Which columns the table has: the chosen ones in their order, and what else there is. */
export const ColumnChooser = defineComponent<{ model: TableModel }>(
  (props) => {
    const { model } = props;
    const query = ref('');
    const found = ref<readonly string[]>([]);
    watch(query, (text) => {
      model.fields.search(text, OFFERED).then((keys) => text === query.value && (found.value = keys), () => undefined);
    }, { immediate: true }); // prettier-ignore
    const others = computed(() => {
      const wanted = query.value.trim().toLowerCase();
      const own = runFields.map((field) => field.key).filter((key) => nameOf(key).toLowerCase().includes(wanted));
      return [...own, ...found.value].filter((key) => !model.hasColumn(key));
    });
    const isWanted = (key: string): boolean => nameOf(key).toLowerCase().includes(query.value.trim().toLowerCase());

    function chosen(column: Column, index: number, all: readonly Column[]): VNode {
      const { key } = column;
      const before = all[index - 1]?.key;
      const after = all[index + 2]?.key ?? null;
      return h('li', { key, class: 'column-row' }, [
        box(key, true),
        h('span', { class: 'column-tools' }, [
          h(IconButton, {
            icon: 'arrowUp', label: t('columns.up', { column: nameOf(key) }), disabled: before === undefined,
            onPress: () => model.moveColumn(key, before ?? null),
          }),
          h(IconButton, {
            icon: 'arrowDown', label: t('columns.down', { column: nameOf(key) }), disabled: index === all.length - 1,
            onPress: () => model.moveColumn(key, after),
          }),
          h(IconButton, {
            icon: column.isPinned ? 'pinOff' : 'pin',
            label: t(column.isPinned ? 'columns.unpin' : 'columns.pin', { column: nameOf(key) }), pressed: column.isPinned,
            onPress: () => model.changeColumn(key, { isPinned: !column.isPinned }),
          }),
        ]),
      ]);
    }
    function box(key: string, isChosen: boolean): VNode {
      return h('label', { class: 'check' }, [
        h('input', { type: 'checkbox', checked: isChosen, onChange: () => model.toggleColumn(key) }),
        h('span', { class: 'column-name', title: nameOf(key) }, nameOf(key)),
      ]);
    }
    function section(name: 'run' | 'config' | 'summary'): VNode | false {
      const keys = others.value.filter((key) => fieldOf(key).section === name);
      if (keys.length === 0) return false;
      return h('section', { key: name }, [
        h('h3', null, t(`field.section.${name}`)),
        h('ul', null, keys.slice(0, OFFERED).map((key) => h('li', { key, class: 'column-row' }, [box(key, false)]))),
      ]);
    }

    return () => {
      const all = model.columns.value;
      return h('div', { class: 'column-chooser' }, [
        h(SearchField, { value: query.value, label: t('columns.search'), onInput: (text) => (query.value = text) }),
        h('div', { class: 'column-lists' }, [
          h('section', null, [
            h('h3', null, [t('columns.shown'), h('button', {
              type: 'button', class: 'link-button', onClick: () => model.resetColumns(),
            }, t('columns.reset'))]),
            h('ol', null, all.map((column, index) => isWanted(column.key) && chosen(column, index, all))),
          ]),
          section('summary'),
          section('config'),
          section('run'),
        ]),
      ]);
    };
  },
  { name: 'ColumnChooser', props: ['model'] },
);
