import { computed, defineComponent, h, ref, watch } from 'vue';
import { formatNumber } from '../format/numbers';
import { formatDate, formatDuration } from '../format/times';
import { language, t } from '../text/text';
import { ChartTooltip } from './ChartTooltip';
import type { SharedCrosshair } from './crosshair';
import { chartInteraction } from './interaction';
import type { Curve } from './curve';
import type { ChartOptions, Line, Range, Zoom } from './model';
import { notesAt } from './lineage';
import { lineTip, tipHeight } from './lineTip';
import { paint } from './paint';
import { paintedCanvas, type Place } from './paintedCanvas';
import { PixelSurface } from './PixelSurface';
import { nearestReading, readingsAt } from './pointing';
import { chartColours } from './surface';
import { buildView } from './view';

/** Lines over a common x axis, on a canvas. It draws only while it is on the screen. */
export const LineChart = defineComponent<{
  lines: readonly Line[];
  /** Whether more is to come, so that a chart without lines is not yet empty. */
  isLoading?: boolean;
  options: ChartOptions;
  zoom: Zoom;
  crosshair: SharedCrosshair;
  /** What surrounds the chart has its size. */
  place: Place;
  label: string;
  /** Single points of curves by curveID, where they are known. */
  points: ReadonlyMap<string, Curve>;
  onZoom: (zoom: Zoom | null) => void;
  /** Somebody points at entries that stand for several points each, between these two x. */
  onPoint: (range: Range) => void;
  /** All lines stand on the canvas. */
  onPainted?: (canvas: HTMLCanvasElement) => void;
}>(
  (props) => {
    const root = ref<HTMLElement | null>(null);
    const { size, isOnScreen, node } = paintedCanvas(root, () => [view.value], (on) => {
      if (!view.value) return props.isLoading ? null : '0';
      paint(new PixelSurface(on), view.value, chartColours());
      props.onPainted?.(on.canvas);
      return String(props.lines.length);
    }, props.place); // prettier-ignore
    const me = Symbol('chart');
    const view = computed(() => {
      const { width, height } = size.value;
      if (width < 40 || height < 40) return null;
      return buildView(props.lines, props.options, props.zoom, width, height, language.value);
    });
    const { pointer, box } = chartInteraction(root, { view: () => view.value, onZoom: (zoom) => props.onZoom(zoom) });

    watch(pointer, (at) => {
      const { crosshair } = props;
      if (at && view.value) crosshair.value = { x: view.value.x.value(at.left), source: me };
      else if (crosshair.value?.source === me) crosshair.value = null;
    });
    const pointed = computed(() => {
      const at = props.crosshair.value;
      if (!at || !view.value || !isOnScreen.value || at.x < view.value.x.low || at.x > view.value.x.high) return null;
      const readings = readingsAt(view.value, at.x, props.points);
      const nearest = at.source === me && pointer.value ? nearestReading(readings, pointer.value.top) : null;
      const notes = at.source === me && pointer.value ? notesAt(view.value, pointer.value) : [];
      return { x: nearest?.x ?? at.x, readings, nearest, notes, isMine: at.source === me };
    });

    watch(pointed, (shown) => {
      const ranges = shown?.isMine ? shown.readings.filter((reading) => reading.spread).map((reading) => reading.range) : [];
      if (ranges.length === 0) return;
      props.onPoint([Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))]);
    });

    const heading = (x: number): string => {
      if (props.options.axis === 'clock') return formatDate(x * 1000, language.value);
      return props.options.axis === 'elapsed' ? formatDuration(x) : formatNumber(x, 9);
    };

    /** As low as the chart's top, or higher where the page's end is near. */
    function tipTop(top: number, { readings, notes }: { readings: readonly unknown[]; notes: readonly unknown[] }): number {
      const room = innerHeight - (root.value?.getBoundingClientRect().top ?? 0);
      return Math.min(top, room - tipHeight(readings.length, notes.length) - 8);
    }

    function overlay(): ReturnType<typeof h>[] {
      const now = view.value;
      const shown = pointed.value;
      if (!now || !shown) return [];
      const { plot } = now;
      const left = now.x.at(shown.x);
      const dots = shown.readings
        .filter((reading) => reading.top >= plot.top - 1 && reading.top <= plot.bottom + 1)
        .slice(0, 30)
        .map((reading) =>
          h('i', {
            class: ['chart-dot', reading === shown.nearest && 'nearest'],
            style: { left: `${reading.left}px`, top: `${reading.top}px`, background: reading.line.colour },
          }),
        );
      const line = h('i', {
        class: 'chart-crosshair',
        style: { left: `${left}px`, top: `${plot.top}px`, height: `${plot.bottom - plot.top}px` },
      });
      if (!shown.isMine || !pointer.value || shown.readings.length === 0 || box.value) return [line, ...dots];
      const tip = lineTip(heading(shown.x), shown.readings, shown.nearest, shown.notes, { left, top: tipTop(plot.top, shown) });
      return [line, ...dots, h(ChartTooltip, { tip, width: size.value.width })];
    }

    return () =>
      h('div', { class: 'line-chart', ref: root, role: 'img', 'aria-label': props.label }, [
        node(),
        !view.value && !props.isLoading && h('p', { class: 'chart-empty' }, t('chart.empty')),
        ...overlay(),
        box.value &&
          h('i', {
            class: 'chart-box',
            style: {
              left: `${box.value.left}px`,
              top: `${box.value.top}px`,
              width: `${box.value.right - box.value.left}px`,
              height: `${box.value.bottom - box.value.top}px`,
            },
          }),
      ]);
  },
  { name: 'LineChart', props: ['lines', 'isLoading', 'options', 'zoom', 'crosshair', 'place', 'label', 'points', 'onZoom', 'onPoint', 'onPainted'] },
);
