import '../app/shared';
import { defineComponent, h, onBeforeUnmount, ref, shallowRef, watch, type Component } from 'vue';
import embed, { type Embedded } from 'vega-embed';
import type { Json } from '../api/json';
import { sizeOf } from '../chart/onScreen';
import { t } from '../text/text';
import { palette } from '../theme/palette';
import { isDark, token } from '../theme/theme';
import { vegaDocument } from './vegaDocument';
import type { ChartSpec } from './vegaPresets';

export interface VegaViewProps {
  readonly spec: ChartSpec;
  readonly rows: readonly { readonly [column: string]: Json }[];
  readonly label: string;
  /** Tells of the chart each time it was drawn anew. */
  readonly onDraw?: (chart: Embedded) => void;
}

/** Charts take their data from here only; nothing is asked of any server. */
const noLoader = {
  load: () => Promise.reject(new Error('Charts load nothing.')),
  sanitize: () => Promise.reject(new Error('Charts load nothing.')),
  http: () => Promise.reject(new Error('Charts load nothing.')),
  file: () => Promise.reject(new Error('Charts load nothing.')),
};

/** A Vega-Lite chart. Its expressions are interpreted, since the page's policy lets no text become code. */
export const VegaView: Component<VegaViewProps> = defineComponent<VegaViewProps>(
  (props) => {
    const root = ref<HTMLElement | null>(null);
    const target = ref<HTMLElement | null>(null);
    const size = sizeOf(root);
    const problem = ref('');
    const drawn = shallowRef<Embedded | null>(null);
    let turn = 0;

    async function draw(): Promise<void> {
      const element = target.value;
      const { width, height } = size.value;
      if (!element || width < 60 || height < 60) return;
      const mine = (turn += 1);
      try {
        const { mode, spec, isOnePlot } = vegaDocument(props.spec, props.rows, size.value);
        const next = await embed(element, spec, {
          mode, ast: true, actions: false, renderer: 'canvas', defaultStyle: false, loader: noLoader, config: config(isOnePlot),
          tooltip: { disableDefaultStyle: true, theme: 'roost' }, logLevel: 0,
        }); // prettier-ignore
        if (mine !== turn) return next.finalize();
        drawn.value?.finalize();
        drawn.value = next;
        problem.value = '';
        props.onDraw?.(next);
        element.dataset['drawn'] = String(props.rows.length);
      } catch (error) {
        if (mine === turn) problem.value = error instanceof Error ? error.message : String(error);
      }
    }
    watch(() => [props.spec, props.rows, size.value, isDark.value, target.value], () => void draw(), { immediate: true, flush: 'post' });
    onBeforeUnmount(() => {
      turn += 1;
      drawn.value?.finalize();
    });
    return () =>
      h('div', { class: 'vega', ref: root, role: 'img', 'aria-label': props.label }, [
        h('div', { class: 'vega-target', ref: target }),
        problem.value && h('p', { class: 'chart-empty' }, t('vega.problem', { problem: problem.value })),
      ]);
  },
  { name: 'VegaView', props: ['spec', 'rows', 'label', 'onDraw'] },
);

/** The look of the UI's own charts. */
function config(isOnePlot: boolean): ChartSpec {
  const text = token('--muted');
  const strong = token('--text');
  const font = 'system-ui, sans-serif';
  return {
    background: 'transparent', font, padding: 6, events: { selector: false },
    view: { stroke: null, continuousWidth: 200 },
    axis: {
      labelColor: text, titleColor: text, titleFontWeight: 500, gridColor: token('--chart-grid'), domainColor: token('--chart-axis'),
      tickColor: token('--chart-axis'), labelFontSize: 11, titleFontSize: 11,
    },
    axisX: { grid: false, ...(isOnePlot ? { tickCount: { signal: 'ceil(width / 70)' } } : {}) },
    axisY: isOnePlot ? { tickCount: { signal: 'ceil(height / 36)' } } : {},
    legend: { labelColor: text, titleColor: text, labelFontSize: 11, columns: 3, labelLimit: 90, columnPadding: 8, rowPadding: 1, offset: 6, orient: 'bottom',
      layout: { bottom: { anchor: 'start', direction: 'vertical', margin: 2 } },
    },
    title: { color: strong, fontSize: 12, fontWeight: 600, anchor: 'start' },
    header: { labelColor: text },
    range: { category: palette },
    line: { strokeWidth: 1.6 },
    bar: { color: palette[0] }, point: { color: palette[0] },
  }; // prettier-ignore
}
