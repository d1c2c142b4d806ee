import { defineComponent, h, shallowRef, type Component } from 'vue';
import { ChartPanel } from '../workspace/ChartPanel';
import type { PanelKind } from './model';
import { PanelFrame } from './PanelFrame';
import { panelProps, type PanelProps } from './panelProps';

type Loader = () => Promise<Component<PanelProps>>;

/** Where the code of each kind is; it is fetched when a board first has such a panel. */
const loaders: { readonly [kind in Exclude<PanelKind, 'line'>]: Loader } = {
  media: async () => (await import('./MediaPanel')).MediaPanel,
  histogram: async () => (await import('./HistogramPanel')).HistogramPanel,
  table: async () => (await import('./TablePanel')).TablePanel,
  chart: async () => (await import('./CustomChartPanel')).CustomChartPanel,
  bar: async () => (await import('./BarPanel')).BarPanel,
  scalar: async () => (await import('./ScalarPanel')).ScalarPanel,
  scatter: async () => (await import('./ScatterPanel')).ScatterPanel,
  parallel: async () => (await import('./ParallelPanel')).ParallelPanel,
  importance: async () => (await import('./ImportancePanel')).ImportancePanel,
  comparer: async () => (await import('./ComparerPanel')).ComparerPanel,
  notes: async () => (await import('./NotesPanel')).NotesPanel,
  code: async () => (await import('./CodePanel')).CodePanel,
};

const loaded = new Map<PanelKind, Component<PanelProps>>();

/** A panel of any kind. */
export const Panel: Component<PanelProps> = defineComponent<PanelProps>(
  (props) => {
    const ready = shallowRef(0);
    const asked = new Set<PanelKind>();
    return () => {
      const { kind } = props.spec;
      const found = kind === 'line' ? ChartPanel : ready.value >= 0 ? loaded.get(kind) : undefined;
      if (found) return h(found, { ...props });
      if (kind !== 'line' && !asked.has(kind)) {
        asked.add(kind);
        void loaders[kind]().then((component) => {
          loaded.set(kind, component);
          ready.value += 1;
        });
      }
      return h(PanelFrame, { panel: props, isLoading: true });
    };
  },
  { name: 'Panel', props: panelProps },
);
