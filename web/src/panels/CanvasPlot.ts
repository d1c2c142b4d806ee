import { computed, defineComponent, h, ref, shallowRef } from 'vue';
import type { Axes } from '../chart/axes';
import { ChartTooltip, type Tip } from '../chart/ChartTooltip';
import { chartColours } from '../chart/surface';
import type { Size } from '../chart/onScreen';
import { paintFrame } from '../chart/paint';
import { paintedCanvas } from '../chart/paintedCanvas';
import { t } from '../text/text';

const ABOVE = 16;

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
    const pointer = shallowRef<{ left: number; top: number } | null>(null);
    const { size, node } = paintedCanvas(root, () => [axes.value, props.paint], (on) => {
      if (!axes.value) return null;
      paintFrame(on, axes.value, chartColours());
      on.save();
      props.paint(on, axes.value);
      on.restore();
      return '1';
    }); // prettier-ignore
    const axes = computed(() => props.axes(size.value));
    const tip = computed(() => (pointer.value && axes.value ? props.tip?.(axes.value, pointer.value.left, pointer.value.top) ?? null : null));

    const place = (event: MouseEvent): { left: number; top: number } => {
      const bounds = (root.value as HTMLElement).getBoundingClientRect();
      return { left: event.clientX - bounds.left, top: event.clientY - bounds.top };
    };

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
        node(),
        !axes.value && size.value.width > 0 && h('p', { class: 'chart-empty' }, t('chart.empty')),
        tip.value && h(ChartTooltip, { tip: { ...tip.value, top: Math.max(0, tip.value.top - ABOVE) }, width: size.value.width }),
      ]); // prettier-ignore
  },
  { name: 'CanvasPlot', props: ['label', 'axes', 'paint', 'tip', 'onPress'] },
);
