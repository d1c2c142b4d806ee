import { computed, defineComponent, h, onScopeDispose, ref } from 'vue';
import type { RunRow } from '../api/runRows';
import { LiveFeed } from '../live/LiveFeed';
import { BoardEdits } from '../panels/boardEdits';
import { BoardLayout } from '../panels/layout';
import type { PanelSpec } from '../panels/model';
import { Panel } from '../panels/Panel';
import type { Board } from '../panels/panelProps';
import { t } from '../text/text';
import { colourOf } from '../theme/palette';
import { ChartSettings } from '../workspace/chartSettings';
import { panelContext, type DrawnRun } from '../workspace/panelContext';
import type { SearchConfig } from './searchSpace';

/** So many runs are compared; their whole configs are asked for. */
const MOST = 300;

/** How what was tried and what came out go together: parallel coordinates, and what matters most. */
export const SweepCharts = defineComponent<{
  entity: string;
  project: string;
  sweep: string;
  search: SearchConfig;
  runs: readonly RunRow[];
}>(
  (props) => {
    const { entity, project } = props;
    const live = new LiveFeed();
    onScopeDispose(() => live.close());
    const context = panelContext({ entity, project, stream: 'metrics' }, new ChartSettings(), live);
    const layout = new BoardLayout(`sweep ${entity}/${project}/${props.sweep}`);
    const drawn = computed<DrawnRun[]>(() =>
      props.runs.slice(-MOST).map((run) => ({ name: run.name, label: run.displayName, colour: colourOf(run.name) })),
    );
    const metric = computed(() => props.search.metric?.name ?? null);
    const specs = computed(() => {
      const swept = props.search.parameters.filter((one) => !one.isConstant).map((one) => `config.${one.path}`);
      const all: PanelSpec[] = [];
      if (swept.length > 0) {
        all.push({ id: 'parallel', kind: 'parallel', title: t('panel.kind.parallel'), keys: [...swept, ...(metric.value ? [`summary.${metric.value}`] : [])], options: {} });
      }
      if (metric.value) all.push({ id: 'importance', kind: 'importance', title: '', keys: [metric.value], options: {} });
      return all.map((spec) => layout.state.value.changed[spec.id] ?? spec);
    });
    const board: Board = {
      edits: new BoardEdits(layout),
      sections: () => [{ name: '', panels: specs.value }],
      keys: () => (metric.value ? [metric.value] : []),
      dragged: ref(null),
      onEdit: () => undefined,
    };
    return () =>
      specs.value.length > 0 &&
      h('section', { class: 'sweep-charts', 'aria-label': t('sweep.charts') }, specs.value.map((spec) =>
        // They have their fixed places, as enlarged panels have: without handles and menus.
        h(Panel, { key: spec.id, context, spec, runs: drawn.value, board, section: '', isEnlarged: true }),
      )); // prettier-ignore
  },
  { name: 'SweepCharts', props: ['entity', 'project', 'sweep', 'search', 'runs'] },
);
