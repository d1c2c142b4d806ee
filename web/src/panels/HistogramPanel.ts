import '../app/shared';
import { computed, defineComponent, h, ref, type Component, type VNode } from 'vue';
import { buildAxes, rangeAround, type Axes } from '../chart/axes';
import type { Tip } from '../chart/ChartTooltip';
import { onScreen } from '../chart/onScreen';
import { formatCount, formatNumber } from '../format/numbers';
import { t } from '../text/text';
import { Select } from '../ui/Select';
import type { DrawnRun } from '../workspace/panelContext';
import { CanvasPlot } from './CanvasPlot';
import { binAt, densities, histogramFrom, type Histogram } from './histogram';
import { sampleAt } from './media';
import { PanelFrame, titleOf } from './PanelFrame';
import { panelProps, type PanelProps } from './panelProps';
import { components } from './regions';
import { sampleStore } from './sampleStore';
import { StepSlider } from './StepSlider';

const RUNS_AT_ONCE = 10;
const SAMPLES = 150;

interface Logged {
  readonly step: number;
  readonly histogram: Histogram;
  readonly density: readonly number[];
}

/** How a distribution moves: over all steps as a map of densities, or at one step for all runs, one over the other. */
export const HistogramPanel: Component<PanelProps> = defineComponent<PanelProps>(
  (props) => {
    const root = ref<HTMLElement | null>(null);
    const isOnScreen = onScreen(root, 300);
    const view = ref(props.spec.options['view'] ?? '');
    const chosenRun = ref('');
    const chosenStep = ref<number | null>(null);
    const runs = computed(() => props.runs.slice(0, RUNS_AT_ONCE));
    const store = sampleStore(props.context, SAMPLES, () =>
      isOnScreen.value && runs.value.length > 0 ? { key: props.spec.keys[0] ?? '', runs: runs.value.map((run) => run.name) } : null,
    );
    const logged = computed(() => {
      const found = new Map<string, Logged[]>();
      for (const run of runs.value) {
        const list = (store.values.value.get(run.name) ?? []).flatMap(({ step, value }) => {
          const histogram = histogramFrom(value);
          return histogram ? [{ step, histogram, density: densities(histogram) }] : [];
        });
        if (list.length > 0) found.set(run.name, list);
      }
      return found;
    });
    const present = computed(() => runs.value.filter((run) => logged.value.has(run.name)));
    const isMap = computed(() => (view.value || (present.value.length > 1 ? 'step' : 'map')) === 'map');
    const run = computed(() => present.value.find((one) => one.name === chosenRun.value) ?? present.value[0]);
    const steps = computed(() => [...new Set([...logged.value.values()].flatMap((list) => list.map((one) => one.step)))].sort((a, b) => a - b));
    const step = computed(() => chosenStep.value ?? steps.value[steps.value.length - 1] ?? 0);

    function map(of: DrawnRun): VNode {
      const list = logged.value.get(of.name) ?? [];
      const edges = list.flatMap(({ histogram }) => [histogram.edges[0] as number, histogram.edges[histogram.edges.length - 1] as number]);
      const last = list[list.length - 1] as Logged;
      const gap = list.length > 1 ? (last.step - (list[0] as Logged).step) / (list.length - 1) : 1;
      const end = (index: number): number => list[index + 1]?.step ?? (list[index] as Logged).step + gap;
      const most = list.reduce((found, one) => one.density.reduce((top, density) => Math.max(top, density), found), 0);
      const at = (axes: Axes, left: number): number => sampleAt(list, axes.x.value(left));
      return h(CanvasPlot, {
        label: t('histogram.label', { key: titleOf(props), run: of.label }),
        axes: (size) => {
          const y = rangeAround(edges);
          return y && buildAxes({ range: [(list[0] as Logged).step, end(list.length - 1)] }, { range: y }, size.width, size.height);
        },
        paint: (on, axes) => {
          const [red, green, blue] = components(of.colour);
          list.forEach(({ step: start, histogram, density }, index) => {
            const left = Math.floor(axes.x.at(start));
            const width = Math.max(1, Math.floor(axes.x.at(end(index))) - left);
            density.forEach((value, bin) => {
              if (value === 0) return;
              const top = Math.floor(axes.y.at(histogram.edges[bin + 1] as number));
              // The square root keeps thin tails visible beside a high peak.
              on.fillStyle = `rgba(${red}, ${green}, ${blue}, ${(0.06 + 0.94 * Math.sqrt(value / most)).toFixed(3)})`;
              on.fillRect(left, top, width, Math.max(1, Math.floor(axes.y.at(histogram.edges[bin] as number)) - top));
            });
          });
        },
        tip: (axes, left, top) => {
          const one = list[at(axes, left)];
          return one ? tipOf(one, axes.y.value(top), [of], left, top) : null;
        },
        onPress: (axes, left) => {
          chosenStep.value = list[at(axes, left)]?.step ?? null;
          view.value = 'step';
        },
      });
    }

    function tipOf({ step: at, histogram }: Logged, value: number, [of]: readonly DrawnRun[], left: number, top: number): Tip | null {
      const bin = binAt(histogram, value);
      if (bin < 0 || !of) return null;
      const label = `${formatNumber(histogram.edges[bin] as number, 3)} … ${formatNumber(histogram.edges[bin + 1] as number, 3)}`;
      return { head: t('panel.step', { n: formatCount(at) }), rows: [{ label, value: formatCount(histogram.counts[bin] as number), colour: of.colour }], left, top };
    }

    function overlay(): VNode {
      const found = present.value.flatMap((of) => {
        const list = logged.value.get(of.name) ?? [];
        const one = list[sampleAt(list, step.value)];
        return one ? [{ of, one }] : [];
      });
      return h(CanvasPlot, {
        label: t('histogram.label', { key: titleOf(props), run: t('panel.step', { n: formatCount(step.value) }) }),
        axes: (size) => {
          const x = rangeAround(found.flatMap(({ one }) => [one.histogram.edges[0] as number, one.histogram.edges[one.histogram.edges.length - 1] as number]));
          const y = rangeAround(found.flatMap(({ one }) => [0, ...one.density]));
          return x && y && buildAxes({ range: x }, { range: [0, y[1]] }, size.width, size.height);
        },
        paint: (on, axes) => {
          for (const { of, one } of found) {
            on.beginPath();
            on.moveTo(axes.x.at(one.histogram.edges[0] as number), axes.y.at(0));
            one.density.forEach((value, bin) => {
              on.lineTo(axes.x.at(one.histogram.edges[bin] as number), axes.y.at(value));
              on.lineTo(axes.x.at(one.histogram.edges[bin + 1] as number), axes.y.at(value));
            });
            on.lineTo(axes.x.at(one.histogram.edges[one.histogram.edges.length - 1] as number), axes.y.at(0));
            on.globalAlpha = 0.16;
            on.fillStyle = on.strokeStyle = of.colour;
            on.fill();
            on.globalAlpha = 1;
            on.lineWidth = 1.5;
            on.stroke();
          }
        },
        tip: (axes, left, top) => {
          const value = axes.x.value(left);
          const rows = found.flatMap(({ of, one }) => {
            const bin = binAt(one.histogram, value);
            return bin < 0 ? [] : [{ label: of.label, value: formatCount(one.histogram.counts[bin] as number), colour: of.colour }];
          });
          return rows.length > 0 ? { head: formatNumber(value, 4), rows, left, top } : null;
        },
      });
    }

    const tools = (): (VNode | false)[] => [
      isMap.value && present.value.length > 1 && run.value !== undefined &&
        h(Select, {
          label: t('panel.run'), value: run.value.name,
          choices: present.value.map((one) => [one.name, one.label] as const), onChange: (name) => (chosenRun.value = name),
        }),
      steps.value.length > 0 &&
        h(Select, {
          label: t('histogram.view'), value: isMap.value ? 'map' : 'step',
          choices: [['map', t('histogram.map')], ['step', t('histogram.step')]], onChange: (next) => (view.value = next),
        }),
    ]; // prettier-ignore

    function body(): VNode | false {
      const error = store.error.value;
      if (error instanceof Error && present.value.length === 0) return h('p', { class: 'chart-empty' }, error.message);
      if (!run.value) return store.isLoading.value || !isOnScreen.value ? false : h('p', { class: 'chart-empty' }, t('media.none'));
      return isMap.value ? map(run.value) : overlay();
    }

    return () =>
      h(PanelFrame, { panel: props, isLoading: store.isLoading.value }, {
        tools,
        default: () =>
          h('div', { class: 'panel-fill stacked', ref: root }, [
            h('div', { class: 'panel-plot' }, [body()]),
            !isMap.value && steps.value.length > 1 &&
              h('footer', { class: 'panel-foot' }, [
                h(StepSlider, {
                  steps: steps.value, value: step.value, label: t('media.step', { key: titleOf(props) }),
                  onInput: (next) => (chosenStep.value = next === steps.value[steps.value.length - 1] ? null : next),
                }),
              ]),
          ]),
      }); // prettier-ignore
  },
  { name: 'HistogramPanel', props: panelProps },
);
