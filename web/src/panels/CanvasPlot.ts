import { computed, defineComponent, h, onBeforeUnmount, ref, shallowRef, watch, type VNode } from 'vue';
import type { Axes } from '../chart/axes';
import { chartColours } from '../chart/LineChart';
import { onScreen, sizeOf, type Size } from '../chart/onScreen';
import { paintFrame } from '../chart/paint';
import { t } from '../text/text';
import { isDark } from '../theme/theme';

/** What stands beside the pointer. */
export interface Tip {
  readonly head: string;
  readonly rows: readonly { readonly label: string; readonly value: string; readonly colour?: string }[];
  /** The place that it is about, in pixels. */
  readonly left: number;
  readonly top: number;
}

/** A canvas with axes, something painted between them, and what is said of the place that somebody points at. */
export const CanvasPlot = defineComponent<{
  label: string;
  axes: (size: Size) => Axes | null;
  paint: (on: CanvasRenderingContext2D, axes: Axes) => void;
  tip?: (axes: Axes, left: number, top: number) => Tip | null;
  onPress?: (axes: Axes, left: number, top: number) => void;
}>(
  (props) => {
    const root = ref<HTMLElement | null>(null);
    const canvas = ref<HTMLCanvasElement | null>(null);
    const size = sizeOf(root);
    const isOnScreen = onScreen(root);
    const pointer = shallowRef<{ left: number; top: number } | null>(null);
    const axes = computed(() => props.axes(size.value));
    const tip = computed(() => (pointer.value && axes.value ? props.tip?.(axes.value, pointer.value.left, pointer.value.top) ?? null : null));

    let frame = 0;
    function draw(): void {
      frame = 0;
      const target = canvas.value;
      const context = target?.getContext('2d');
      if (!target || !context) return;
      const ratio = devicePixelRatio;
      target.width = Math.round(size.value.width * ratio);
      target.height = Math.round(size.value.height * ratio);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      if (!axes.value) return;
      paintFrame(context, axes.value, chartColours());
      context.save();
      props.paint(context, axes.value);
      context.restore();
      target.dataset['drawn'] = '1';
    }
    watch(() => [axes.value, props.paint, isOnScreen.value, isDark.value, canvas.value], () => {
      if (isOnScreen.value && frame === 0) frame = requestAnimationFrame(draw);
    }, { immediate: true }); // prettier-ignore
    onBeforeUnmount(() => cancelAnimationFrame(frame));

    const place = (event: MouseEvent): { left: number; top: number } => {
      const bounds = (root.value as HTMLElement).getBoundingClientRect();
      return { left: event.clientX - bounds.left, top: event.clientY - bounds.top };
    };

    function tooltip(found: Tip): VNode {
      const isLeft = found.left > size.value.width / 2;
      return h('div', {
        class: ['chart-tooltip', isLeft && 'to-left'], role: 'status',
        style: { left: `${found.left + (isLeft ? -12 : 12)}px`, top: `${Math.max(0, found.top - 16)}px` },
      }, [
        h('div', { class: 'chart-tooltip-head' }, found.head),
        h('table', null, [h('tbody', null, found.rows.map((row, index) =>
          h('tr', { key: index }, [
            h('td', { class: 'chart-tooltip-name' }, [row.colour && h('span', { class: 'swatch', style: { background: row.colour } }), row.label]),
            h('td', { class: 'number' }, row.value),
          ]),
        ))]),
      ]); // prettier-ignore
    }

    return () =>
      h('div', {
        class: 'canvas-plot', ref: root, role: 'img', 'aria-label': props.label,
        onPointermove: (event: PointerEvent) => (pointer.value = place(event)),
        onPointerleave: () => (pointer.value = null),
        onClick: (event: MouseEvent) => {
          const { left, top } = place(event);
          if (axes.value) props.onPress?.(axes.value, left, top);
        },
      }, [
        h('canvas', { ref: canvas }),
        !axes.value && size.value.width > 0 && h('p', { class: 'chart-empty' }, t('chart.empty')),
        tip.value && tooltip(tip.value),
      ]); // prettier-ignore
  },
  { name: 'CanvasPlot', props: ['label', 'axes', 'paint', 'tip', 'onPress'] },
);
