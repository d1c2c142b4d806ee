import { computed, defineComponent, h, ref, type VNode } from 'vue';
import { flatten, type Json } from '../api/json';
import { formatNumber } from '../format/numbers';
import { t } from '../text/text';
import { SearchField } from '../ui/SearchField';
import { matcher } from '../workspace/sections';

const MANY = 12;
const ROWS = 500;

/** Named values, nested ones by dotted names, with a search when there are many. */
export const KeyValues = defineComponent<{ title: string; values: { readonly [key: string]: Json }; nothing: string }>(
  (props) => {
    const query = ref('');
    const rows = computed(() => flatten({ ...props.values }));
    const found = computed(() => rows.value.filter(([key]) => matcher(query.value)(key)));
    return () =>
      h('section', { class: 'card key-values' }, [
        h('header', null, [
          h('h2', null, [props.title, h('span', { class: 'count' }, String(rows.value.length))]),
          rows.value.length > MANY &&
            h(SearchField, { value: query.value, label: t('run.filterKeys'), onInput: (text) => (query.value = text) }),
        ]),
        rows.value.length === 0
          ? h('p', { class: 'faint' }, props.nothing)
          : h('table', null, [h('tbody', null, found.value.slice(0, ROWS).map(row))]),
      ]);
  },
  { name: 'KeyValues', props: ['title', 'values', 'nothing'] },
);

function row([key, value]: [string, Json]): VNode {
  const isNumber = typeof value === 'number';
  const text = isNumber ? formatNumber(value, 7) : typeof value === 'string' ? value : JSON.stringify(value);
  return h('tr', { key }, [
    h('th', { scope: 'row', title: key }, key),
    h('td', { class: isNumber ? 'number' : typeof value === 'string' ? '' : 'code', title: isNumber ? String(value) : undefined }, text),
  ]);
}
