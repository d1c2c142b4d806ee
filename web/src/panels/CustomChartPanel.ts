import '../app/shared';
import type { Embedded } from 'vega-embed';
import { computed, defineComponent, h, ref, shallowRef, watch, type Component, type VNode } from 'vue';
import { members, type Json } from '../api/json';
import { fetchChartSpec } from '../api/customChart';
import { save, type ExportFormat } from '../chart/export';
import { onScreen } from '../chart/onScreen';
import { t } from '../text/text';
import { Popover } from '../ui/Popover';
import { resource } from '../ui/resource';
import type { DrawnRun } from '../workspace/panelContext';
import { chartDefinition, type ChartDefinition } from './customCharts';
import { filledSpec } from './customSpec';
import { PanelFrame, titleOf } from './PanelFrame';
import { panelProps, type PanelProps } from './panelProps';
import { StepSlider } from './StepSlider';
import { cellText, csvCell } from './tableData';
import { tableStore, type RunTable } from './tableStore';
import { isPreset, presetSpec, RUN_COLUMN, type ChartSpec } from './vegaPresets';
import type { VegaViewProps } from './VegaView';

const formats: readonly ExportFormat[] = ['png', 'svg', 'csv'];
const RUNS_AT_ONCE = 10;
const MATRICES = 4;
const ROWS = 20_000;

/** A chart that a program described itself (`wandb.plot…`), with the tables of the shown runs. */
export const CustomChartPanel: Component<PanelProps> = defineComponent<PanelProps>(
  (props) => {
    const root = ref<HTMLElement | null>(null);
    const isOnScreen = onScreen(root, 300);
    const chosenStep = ref<number | null>(null);
    const view = shallowRef<Component<VegaViewProps> | null>(null);
    const { values } = props.context;
    watch(() => isOnScreen.value && props.runs.map((run) => run.name), (runs) => {
      if (!runs) return;
      values.want(runs);
      if (!view.value) void import('./VegaView').then((module) => (view.value = module.VegaView));
    }, { immediate: true }); // prettier-ignore

    const definition = computed<ChartDefinition | null>(() => {
      for (const run of props.runs) {
        const found = chartDefinition(values.all.value.get(run.name)?.charts[props.spec.keys[0] ?? '']);
        if (found) return found;
      }
      return null;
    });
    const runs = computed<readonly DrawnRun[]>(() => {
      const described = props.runs.filter((run) => values.all.value.get(run.name)?.charts[props.spec.keys[0] ?? ''] !== undefined);
      return described.slice(0, definition.value?.preset.includes('confusion') ? MATRICES : RUNS_AT_ONCE);
    });
    /** What people wrote themselves; null for the client's own charts, and for those that are not there or not for this person. */
    const specText = resource(() => (isOnScreen.value && definition.value && !isPreset(definition.value.preset) ? definition.value.preset : null), fetchChartSpec);
    const written = computed(() => (definition.value && isPreset(definition.value.preset) ? null : specText.value.value ?? null));
    const store = tableStore(
      props.context,
      () => (isOnScreen.value ? definition.value?.tableKey ?? null : null),
      () => runs.value,
      () => chosenStep.value,
    );
    const spec = computed<ChartSpec | null>(() => {
      const tables = store.tables.value;
      const names = { labels: tables.map(({ run }) => nameOf(run, tables)), colours: tables.map(({ run }) => run.colour) };
      if (!definition.value || tables.length === 0) return null;
      return written.value ? filledSpec(written.value, definition.value) : presetSpec(definition.value, names);
    });
    const rows = computed(() => rowsOf(store.tables.value, written.value !== null));

    let chart: Embedded | null = null;
    async function exportAs(format: ExportFormat): Promise<void> {
      const name = titleOf(props).replace(/[^\w.-]+/g, '_');
      if (format === 'csv') return save(`${name}.csv`, new Blob([csvOfRows(rowsOf(store.tables.value, false))], { type: 'text/csv' }));
      if (!chart) return;
      if (format === 'svg') return save(`${name}.svg`, new Blob([await chart.view.toSVG()], { type: 'image/svg+xml' }));
      (await chart.view.toCanvas(2)).toBlob((blob) => blob && save(`${name}.png`, blob));
    }

    const tools = (): VNode =>
      h(Popover, { icon: 'download', label: t('chart.export') }, () =>
        h('div', { class: 'menu' }, formats.map((format) =>
          h('button', { type: 'button', class: 'menu-item', key: format, onClick: () => void exportAs(format) }, format.toUpperCase()),
        )),
      ); // prettier-ignore

    function body(): VNode | false {
      const problem = store.error.value ?? values.error.value;
      if (problem instanceof Error && store.tables.value.length === 0) return h('p', { class: 'chart-empty' }, problem.message);
      if (store.tables.value.length === 0) return store.isLoading.value || !isOnScreen.value ? false : h('p', { class: 'chart-empty' }, t('media.none'));
      if (!spec.value && specText.isLoading.value) return false;
      if (!spec.value) return h('p', { class: 'chart-empty' }, t(written.value ? 'vega.unreadable' : 'vega.unknown', { name: definition.value?.preset ?? '' }));
      return view.value !== null && h(view.value, { spec: spec.value, rows: rows.value, label: titleOf(props), onDraw: (drawn) => (chart = drawn) });
    }

    return () =>
      h(PanelFrame, { panel: props, isLoading: store.isLoading.value, ownTitle: (!written.value && definition.value?.texts['title']) || '' }, {
        tools,
        default: () =>
          h('div', { class: 'panel-fill stacked', ref: root }, [
            h('div', { class: 'panel-plot' }, [body()]),
            store.steps.value.length > 1 &&
              h('footer', { class: 'panel-foot' }, [
                h(StepSlider, {
                  steps: store.steps.value, value: store.step.value, label: t('media.step', { key: titleOf(props) }),
                  onInput: (next) => (chosenStep.value = next === store.steps.value[store.steps.value.length - 1] ? null : next),
                }),
              ]),
          ]),
      }); // prettier-ignore
  },
  { name: 'CustomChartPanel', props: panelProps },
);

/** A run's name in the legend; its id follows where two have the same. */
function nameOf(run: DrawnRun, tables: readonly RunTable[]): string {
  return tables.filter((one) => one.run.label === run.label).length > 1 ? `${run.label} (${run.name})` : run.label;
}

/** All rows as one table, each with its run; for what people wrote, also under the names that the hosted service gives it. */
function rowsOf(tables: readonly RunTable[], isOwn: boolean): { [column: string]: Json }[] {
  const rows: { [column: string]: Json }[] = [];
  for (const { run, table } of tables) {
    const label = nameOf(run, tables);
    for (const cells of table.rows.slice(0, ROWS)) {
      const row: { [column: string]: Json } = { ...(isOwn ? { name: label, id: run.name, color: run.colour } : {}), [RUN_COLUMN]: label };
      table.columns.forEach((name, index) => (row[name] = plainCell(cells[index] ?? null)));
      rows.push(row);
    }
  }
  return rows;
}

const plainCell = (cell: Json): Json => (cell !== null && typeof cell === 'object' ? String(members(cell)['_type'] ?? '') : cell);

function csvOfRows(rows: readonly { readonly [column: string]: Json }[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => columns.map((column) => csvCell(cellText(row[column] ?? null))).join(','));
  return `${[columns.map((column) => csvCell(column.trim())).join(','), ...lines].join('\n')}\n`;
}
