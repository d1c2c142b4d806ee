import '../app/shared';
import { computed, defineComponent, h, ref, type Component, type VNode } from 'vue';
import { save } from '../chart/export';
import { onScreen } from '../chart/onScreen';
import { formatCount } from '../format/numbers';
import { t } from '../text/text';
import { IconButton } from '../ui/IconButton';
import { SearchField } from '../ui/SearchField';
import { PanelFrame, titleOf } from './PanelFrame';
import { panelProps, type PanelProps } from './panelProps';
import { StepSlider } from './StepSlider';
import { cellText, compareCells, csvCell, joined } from './tableData';
import { TableGrid, type GridRow } from './TableGrid';
import { tableStore } from './tableStore';

const RUNS_AT_ONCE = 20;

/** Logged tables of all shown runs as one: searched, sorted, and as long as they are. */
export const TablePanel: Component<PanelProps> = defineComponent<PanelProps>(
  (props) => {
    const root = ref<HTMLElement | null>(null);
    const isOnScreen = onScreen(root, 300);
    const chosenStep = ref<number | null>(null);
    const query = ref('');
    const sorted = ref<{ column: number; isUp: boolean } | null>(null);
    const store = tableStore(
      props.context,
      () => (isOnScreen.value ? props.spec.keys[0] ?? null : null),
      () => props.runs.slice(0, RUNS_AT_ONCE),
      () => chosenStep.value,
    );
    const whole = computed(() => joined(store.tables.value.map((one) => one.table)));
    const rows = computed<GridRow[]>(() => {
      const wanted = query.value.trim().toLowerCase();
      const { rows: all } = whole.value;
      const found = wanted ? all.filter((row) => row.cells.some((cell) => cellText(cell).toLowerCase().includes(wanted))) : [...all];
      const order = sorted.value;
      if (order) found.sort((a, b) => compareCells(a.cells[order.column] ?? null, b.cells[order.column] ?? null, order.isUp));
      return found.map(({ cells, source }) => ({ cells, run: store.tables.value[source]?.run, files: store.tables.value[source]?.table.files }));
    });

    function sortBy(column: number): void {
      const now = sorted.value;
      sorted.value = now?.column !== column ? { column, isUp: true } : now.isUp ? { column, isUp: false } : null;
    }

    function exportCsv(): void {
      const hasRuns = store.tables.value.length > 1;
      const head = [...(hasRuns ? ['run'] : []), ...whole.value.columns];
      const lines = rows.value.map((row) => [...(hasRuns ? [row.run?.label ?? ''] : []), ...row.cells.map(cellText)]);
      const text = [head, ...lines].map((line) => line.map(csvCell).join(',')).join('\n');
      save(`${titleOf(props).replace(/[^\w.-]+/g, '_')}.csv`, new Blob([`${text}\n`], { type: 'text/csv' }));
    }

    function body(): VNode[] {
      const error = store.error.value;
      if (error instanceof Error && store.tables.value.length === 0) return [h('p', { class: 'chart-empty' }, error.message)];
      if (store.tables.value.length === 0) return store.isLoading.value || !isOnScreen.value ? [] : [h('p', { class: 'chart-empty' }, t('media.none'))];
      return [
        h(TableGrid, {
          at: props.context, columns: whole.value.columns, rows: rows.value, hasRuns: store.tables.value.length > 1, sorted: sorted.value,
          label: titleOf(props), onSort: sortBy,
        }),
        h('footer', { class: 'panel-foot' }, [
          h('span', { class: 'faint' }, t('table.rows', { n: rows.value.length })),
          h(SearchField, { value: query.value, label: t('table.search'), onInput: (text) => (query.value = text) }),
          store.steps.value.length > 1 &&
            h(StepSlider, {
              steps: store.steps.value, value: store.step.value, label: t('media.step', { key: titleOf(props) }),
              onInput: (next) => (chosenStep.value = next === store.steps.value[store.steps.value.length - 1] ? null : next),
            }),
          store.steps.value.length === 1 && h('span', { class: 'faint' }, t('panel.step', { n: formatCount(store.step.value) })),
        ]),
      ]; // prettier-ignore
    }

    return () =>
      h(PanelFrame, { panel: props, isLoading: store.isLoading.value }, {
        tools: () => [h(IconButton, { icon: 'download', label: t('table.export'), onPress: exportCsv })],
        default: () => h('div', { class: 'panel-fill stacked', ref: root }, body()),
      }); // prettier-ignore
  },
  { name: 'TablePanel', props: panelProps },
);
