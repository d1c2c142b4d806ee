import { computed, defineComponent, h, ref, shallowRef, type Component, type VNode } from 'vue';
import { exportChart, type ExportFormat } from '../chart/export';
import { LineChart } from '../chart/LineChart';
import { noZoom, type Line, type Zoom } from '../chart/model';
import { onScreen, sizeOf } from '../chart/onScreen';
import { t } from '../text/text';
import { Dialog } from '../ui/Dialog';
import { IconButton } from '../ui/IconButton';
import { Popover } from '../ui/Popover';
import { curveStore, type Wanted } from './curveStore';
import type { DrawnRun, PanelContext } from './panelContext';
import { pointStore } from './pointStore';
import { systemName } from './sections';

const LEGEND = 6;

interface Props {
  context: PanelContext;
  name: string;
  runs: readonly DrawnRun[];
  isEnlarged?: boolean;
}

/** The chart of one key for all chosen runs. */
export const ChartPanel: Component<Props> = defineComponent<Props>(
  (props) => {
    const root = ref<HTMLElement | null>(null);
    const isOnScreen = onScreen(root, 300);
    const size = sizeOf(root);
    const ownZoom = shallowRef<Zoom>(noZoom);
    const isEnlarged = ref(false);
    const { context } = props;
    const settings = context.settings;

    const zoom = computed(() => (settings.has('sync') ? context.zoom.value : ownZoom.value));
    const wanted = (): Wanted | null => {
      if (!isOnScreen.value || size.value.width === 0 || props.runs.length === 0) return null;
      return {
        key: props.name,
        runs: props.runs.map((run) => run.name),
        x: settings.x,
        range: zoom.value.x,
        // Steps of a hundred, so that a few pixels more or less ask for nothing new.
        buckets: Math.min(2000, Math.ceil(size.value.width / 100) * 100),
      };
    };
    const store = curveStore(context, wanted);
    const single = pointStore(context, wanted);
    const lines = computed<Line[]>(() => {
      const found = store.curves.value;
      return props.runs.flatMap((run) => {
        const curve = found.get(run.name);
        return curve && curve.count > 0 ? [{ curve, label: run.label, colour: run.colour }] : [];
      });
    });

    function setZoom(next: Zoom | null): void {
      if (settings.has('sync')) context.zoom.value = next ? { x: next.x, y: null } : noZoom;
      else ownZoom.value = next ?? noZoom;
    }
    const isZoomed = (): boolean => zoom.value.x !== null || zoom.value.y !== null;

    function tools(): VNode {
      const formats: ExportFormat[] = ['png', 'svg', 'csv'];
      return h('div', { class: 'panel-tools' }, [
        isZoomed() && h(IconButton, { icon: 'reset', label: t('chart.resetZoom'), onPress: () => setZoom(null) }),
        h(Popover, { icon: 'download', label: t('chart.export') }, () =>
          h('div', { class: 'menu' }, formats.map((format) =>
            h('button', {
              type: 'button',
              class: 'menu-item',
              onClick: () => void exportChart(format, props.name, lines.value, settings.options, zoom.value),
            }, format.toUpperCase()),
          )),
        ), // prettier-ignore
        !props.isEnlarged && h(IconButton, { icon: 'maximize', label: t('chart.enlarge'), onPress: () => (isEnlarged.value = true) }),
      ]);
    }

    function legend(): VNode | false {
      if (props.runs.length < 2 || lines.value.length === 0 || (lines.value.length > LEGEND && !props.isEnlarged)) return false;
      return h('ul', { class: ['legend', props.isEnlarged && 'whole'] }, lines.value.map((line) =>
        h('li', { key: line.curve.run }, [h('span', { class: 'swatch', style: { background: line.colour } }), line.label]),
      )); // prettier-ignore
    }

    return () =>
      h('article', { class: ['panel', store.isLoading.value && 'loading'], ref: root, 'data-key': props.name }, [
        h('header', { class: 'panel-head' }, [h('h3', { title: props.name }, systemName(props.name)), tools()]),
        legend(),
        h('div', { class: 'panel-body' }, [
          store.error.value instanceof Error && lines.value.length === 0
            ? h('p', { class: 'chart-empty' }, store.error.value.message)
            : isOnScreen.value &&
              (lines.value.length > 0 || !store.isLoading.value) &&
              h(LineChart, {
                lines: lines.value,
                options: settings.options,
                zoom: zoom.value,
                crosshair: context.crosshair,
                label: t('chart.label', { key: props.name, n: lines.value.length }),
                points: single.points.value,
                onZoom: setZoom,
                onPoint: single.ask,
              }),
        ]),
        isEnlarged.value &&
          h(Dialog, { label: props.name, kind: 'large', onClose: () => (isEnlarged.value = false) }, () => [
            h(ChartPanel, { context, name: props.name, runs: props.runs, isEnlarged: true }),
            h(IconButton, { icon: 'close', label: t('app.close'), onPress: () => (isEnlarged.value = false) }),
          ]),
      ]);
  },
  { name: 'ChartPanel', props: ['context', 'name', 'runs', 'isEnlarged'] },
);
