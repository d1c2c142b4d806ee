import { computed, defineComponent, h, type VNode } from 'vue';
import type { Json } from '../api/json';
import { formatNumber } from '../format/numbers';
import { t } from '../text/text';
import { differences, name, type DiffRow } from './differences';

const ROWS = 300;
const HEAD = 240;
const COLUMN = 150;

/** A run as the head of a column. */
export interface ComparedRun {
  readonly name: string;
  readonly label: string;
  readonly colour: string;
}

/** What runs have under the same keys, side by side; what differs from the first run stands out. */
export const DiffTable = defineComponent<{
  title: string;
  runs: readonly ComparedRun[];
  documents: readonly Json[];
  onlyDifferent: boolean;
  isWanted: (key: string) => boolean;
}>(
  (props) => {
    const rows = computed(() => differences(props.documents));
    const different = computed(() => rows.value.filter((row) => row.differs).length);
    const shown = computed(() => rows.value.filter((row) => (row.differs || !props.onlyDifferent) && props.isWanted(row.key)));
    return () =>
      h('section', { class: 'card diff' }, [
        h('header', null, [h('h2', null, props.title), h('span', { class: 'count' }, t('compare.differences', { n: different.value }))]),
        shown.value.length === 0
          ? h('p', { class: 'faint' }, t(rows.value.length === 0 ? 'compare.nothing' : 'compare.same'))
          : h('div', { class: 'diff-scroll', tabindex: 0, role: 'region', 'aria-label': props.title }, [
              h('table', { style: { width: `max(100%, ${HEAD + COLUMN * props.runs.length}px)` } }, [
                h('thead', null, [h('tr', null, [h('th', { scope: 'col' }, t('filter.field')), props.runs.map(head)])]),
                h('tbody', null, shown.value.slice(0, ROWS).map(row)),
              ]),
            ]),
        shown.value.length > ROWS && h('p', { class: 'faint' }, t('chart.more', { n: shown.value.length - ROWS })),
      ]);
  },
  { name: 'DiffTable', props: ['title', 'runs', 'documents', 'onlyDifferent', 'isWanted'] },
);

function head(run: ComparedRun): VNode {
  return h('th', { scope: 'col', key: run.name, title: run.label }, [h('span', { class: 'swatch', style: { background: run.colour } }), run.label]);
}

function row({ key, values, differs }: DiffRow): VNode {
  const first = name(values[0]);
  return h('tr', { key, class: differs ? 'differs' : '' }, [
    h('th', { scope: 'row', title: key }, key),
    values.map((value, index) => h('td', {
      key: index, class: [index > 0 && name(value) !== first && 'other', typeof value === 'number' && 'number'],
      title: value === undefined ? undefined : typeof value === 'string' ? value : name(value),
    }, text(value))),
  ]);
}

function text(value: Json | undefined): string {
  if (value === undefined) return '–';
  if (typeof value === 'number') return formatNumber(value, 7);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
