import '../app/shared';
import { computed, defineComponent, h, ref, type Component, type VNode } from 'vue';
import { flatten, type Json } from '../api/json';
import type { RunValue } from '../api/runValues';
import { pathTo } from '../app/router';
import { formatNumber } from '../format/numbers';
import { formatDate } from '../format/times';
import { language, t } from '../text/text';
import { SearchField } from '../ui/SearchField';
import { matcher } from '../workspace/sections';
import { comparedRuns } from './comparedRuns';
import { PanelFrame } from './PanelFrame';
import { panelProps, type PanelProps } from './panelProps';

const RUNS = 12;
const ROWS = 400;

interface Row {
  readonly part: 'about' | 'config' | 'summary';
  readonly name: string;
  readonly values: readonly (Json | undefined)[];
  readonly differs: boolean;
}

/** Runs side by side: what they were given and what came out, by default only where they differ. */
export const ComparerPanel: Component<PanelProps> = defineComponent<PanelProps>(
  (props) => {
    const { root, runs, isLoading } = comparedRuns(props);
    const query = ref('');
    const showsAll = computed(() => props.spec.options['all'] === 'on');
    const shown = computed(() => runs.value.slice(0, RUNS));
    const rows = computed(() => comparedRows(shown.value.map((one) => one.value)));
    const found = computed(() => {
      const matches = matcher(query.value);
      return rows.value.filter((row) => (showsAll.value || row.differs) && matches(`${row.part}.${row.name}`));
    });

    function cell(value: Json | undefined): string {
      if (value === undefined || value === null) return '–';
      if (typeof value === 'number') return formatNumber(value, 6);
      return typeof value === 'string' ? value : JSON.stringify(value);
    }

    function row(one: Row, index: number): VNode[] {
      const isFirst = index === 0 || found.value[index - 1]?.part !== one.part;
      const line = h('tr', { key: `${one.part} ${one.name}`, class: one.differs ? 'differs' : '' }, [
        h('th', { scope: 'row', title: one.name }, one.name),
        ...one.values.map((value, at) => h('td', { key: at, class: typeof value === 'number' ? 'number' : '', title: cell(value) }, cell(value))),
      ]);
      if (!isFirst) return [line];
      return [h('tr', { key: one.part, class: 'comparer-part' }, [h('th', { colspan: shown.value.length + 1, scope: 'colgroup' }, t(`comparer.${one.part}`))]), line];
    }

    return () =>
      h(PanelFrame, { panel: props, isLoading: isLoading.value }, {
        default: () =>
          h('div', { class: 'panel-fill stacked', ref: root }, [
            h('div', { class: 'panel-row' }, [
              h(SearchField, { value: query.value, label: t('run.filterKeys'), onInput: (text) => (query.value = text) }),
              h('label', { class: 'check' }, [
                h('input', {
                  type: 'checkbox', checked: !showsAll.value,
                  onChange: () => props.board.edits.choose(props.spec, props.section, { all: showsAll.value ? '' : 'on' }),
                }),
                t('comparer.differences'),
              ]),
            ]),
            shown.value.length > 0 && h('div', { class: 'table-grid comparer', tabindex: 0, role: 'region', 'aria-label': t('panel.kind.comparer') }, [
              h('table', null, [
                h('thead', null, [h('tr', null, [
                  h('th', null, ''),
                  ...shown.value.map(({ run }) =>
                    h('th', { key: run.name, scope: 'col' }, [
                      h('span', { class: 'swatch', style: { background: run.colour } }),
                      h('a', { href: pathTo(props.context.entity, props.context.project, 'runs', run.name), title: run.label }, run.label),
                    ]),
                  ),
                ])]),
                h('tbody', null, found.value.slice(0, ROWS).map(row)),
              ]),
              found.value.length === 0 && h('p', { class: 'faint comparer-none' }, t('comparer.same')),
              found.value.length > ROWS && h('p', { class: 'faint comparer-none' }, t('chart.more', { n: found.value.length - ROWS })),
            ]),
            runs.value.length > RUNS && h('footer', { class: 'panel-foot faint' }, t('comparer.first', { n: RUNS })),
          ]),
      }); // prettier-ignore
  },
  { name: 'ComparerPanel', props: panelProps },
);

/** All values of some runs, one name a row. */
export function comparedRows(runs: readonly RunValue[]): Row[] {
  const part = (name: Row['part'], lists: readonly (readonly (readonly [string, Json])[])[]): Row[] => {
    const maps = lists.map((list) => new Map(list));
    return [...new Set(lists.flatMap((list) => list.map(([key]) => key)))].map((key) => {
      const values = maps.map((map) => map.get(key));
      return { part: name, name: key, values, differs: new Set(values.map((value) => JSON.stringify(value ?? null))).size > 1 };
    });
  };
  const about = (run: RunValue): (readonly [string, Json])[] => [
    [t('workspace.state'), run.state], [t('run.started'), formatDate(run.createdAt, language.value)], [t('run.user'), run.user],
    [t('run.group'), run.group], [t('run.jobType'), run.jobType], [t('run.commit'), run.commit],
  ]; // prettier-ignore
  return [
    ...part('about', runs.map(about)),
    ...part('config', runs.map((run) => flatten(run.config))),
    ...part('summary', runs.map((run) => flatten(run.summary).filter(([, value]) => value === null || typeof value !== 'object'))),
  ];
}
