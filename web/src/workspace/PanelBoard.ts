import { computed, defineComponent, h, ref, shallowRef, watch } from 'vue';
import type { MetricKey } from '../api/series';
import { queryParameter } from '../app/router';
import { BoardEdits } from '../panels/boardEdits';
import { automaticPanels, planned, type ChartPlace } from '../panels/boardPlan';
import { BoardMenu } from '../panels/BoardMenu';
import { chartPlaces, configKeysOf } from '../panels/customCharts';
import { BoardLayout } from '../panels/layout';
import type { PanelSpec } from '../panels/model';
import { PanelEditor } from '../panels/PanelEditor';
import type { Board } from '../panels/panelProps';
import { t } from '../text/text';
import { Notice } from '../ui/Notice';
import { SearchField } from '../ui/SearchField';
import { ChartSettingsMenu } from './ChartSettingsMenu';
import type { DrawnRun, PanelContext } from './panelContext';
import { PanelSection } from './PanelSection';
import { machinePartOf, matcher, prefixOf } from './sections';

const FEW_KEYS = 60;
const OPEN_SECTIONS = 3;

/** All panels of some runs, in sections, with the search and the settings above them. */
export const PanelBoard = defineComponent<{
  context: PanelContext;
  /** Keys that hold numbers. */
  keys: readonly string[];
  /** Keys that hold something else that can be shown. */
  rich?: readonly MetricKey[];
  runs: readonly DrawnRun[];
  isLive: boolean;
  nothing: { title: string; text: string } | null;
}>(
  (props, { slots }) => {
    const query = queryParameter('panels');
    const { context } = props;
    const isSystem = context.stream === 'system';
    const layout = new BoardLayout(`${isSystem ? 'system ' : ''}${context.entity}/${context.project}`);
    const edits = new BoardEdits(layout);
    const edited = shallowRef<{ panel: PanelSpec; section: string } | null>(null);

    // Tables may belong to custom charts; only the runs' configs tell.
    const tables = computed(() => (props.rich ?? []).filter((key) => /_table$/.test(key.name)).map((key) => key.name));
    const hasTables = computed(() => tables.value.length > 0);
    watch(() => hasTables.value && props.runs.map((run) => run.name), (runs) => {
      if (runs) context.values.want(runs);
    }, { immediate: true }); // prettier-ignore
    const charts = computed<ChartPlace[] | null>(() => {
      if (!hasTables.value) return [];
      const known = props.runs.flatMap((run) => context.values.all.value.get(run.name) ?? []);
      return known.length === 0 ? null : chartPlaces(known, tables.value);
    });
    const automatic = computed(() => {
      const places = charts.value;
      const rich = (props.rich ?? []).filter((key) => places !== null || !tables.value.includes(key.name));
      return automaticPanels(props.keys, rich, places ?? []);
    });
    const sections = computed(() =>
      planned(automatic.value, layout.state.value, isSystem ? machinePartOf : prefixOf, matcher(query.value)),
    );
    const configKeys = computed(() => configKeysOf(props.runs.flatMap((run) => context.values.all.value.get(run.name) ?? [])));

    const board: Board = {
      edits,
      sections: () => sections.value,
      keys: () => props.keys,
      dragged: ref(null),
      onEdit: (panel, section) => (edited.value = { panel, section }),
    };
    const touch = (): void => context.pictures.touch();
    const total = (): number => sections.value.reduce((sum, section) => sum + section.panels.length, 0);

    return () =>
      h('div', { class: 'board', onPointermove: touch, onPointerdown: touch, onFocusin: touch }, [
        h('div', { class: 'board-bar' }, [
          slots['default']?.(),
          h(SearchField, {
            value: query.value,
            label: t('workspace.searchPanels'),
            onInput: (text) => (query.value = text),
          }),
          props.isLive && h('span', { class: 'live' }, [h('span', { class: 'live-dot' }), t('workspace.live')]),
          h('span', { class: 'board-tools' }, [
            h(BoardMenu, { board, layout, isSystem }),
            h(ChartSettingsMenu, {
              settings: context.settings, keys: props.keys, configKeys: configKeys.value,
              onOpen: () => context.values.want(props.runs.map((run) => run.name)),
            }), // prettier-ignore
          ]),
        ]),
        props.nothing && (props.runs.length === 0 || total() === 0)
          ? h(Notice, { ...props.nothing, icon: 'chart' })
          : total() === 0 && query.value
            ? h(Notice, { title: t('workspace.noPanelMatch', { query: query.value }), icon: 'search' })
            : sections.value.map((section, index) =>
                h(PanelSection, {
                  key: section.name, context, section, runs: props.runs, board, layout,
                  isOpenAtFirst: total() <= FEW_KEYS || index < OPEN_SECTIONS,
                }), // prettier-ignore
              ),
        edited.value &&
          h(PanelEditor, {
            ...edited.value, board, context, runs: props.runs, rich: props.rich ?? [], onClose: () => (edited.value = null),
          }), // prettier-ignore
      ]);
  },
  { name: 'PanelBoard', props: ['context', 'keys', 'rich', 'runs', 'isLive', 'nothing'] },
);
