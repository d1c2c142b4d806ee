import { h, onBeforeUnmount, onMounted, ref, watch, type Ref, type VNode } from 'vue';
import { isDark } from '../theme/theme';
import { onScreen, sizeOf, type Size } from './onScreen';

/** A canvas that fills an element, and what is known of its place. */
export interface PaintedCanvas {
  readonly size: Ref<Size>;
  readonly isOnScreen: Ref<boolean>;
  readonly node: () => VNode;
}

/** Where something is on the page, for those who know it already. */
export type Place = Pick<PaintedCanvas, 'size' | 'isOnScreen'>;

/**
 * Paints once a frame at most: while the element is on the screen, and when its size, the theme or what `shown` answers
 * has changed. `paint` says what was drawn, for whoever waits for it.
 */
export function paintedCanvas(
  root: Ref<HTMLElement | null>, shown: () => readonly unknown[], paint: (on: CanvasRenderingContext2D, size: Size) => string | null,
  place: Place = { size: sizeOf(root), isOnScreen: onScreen(root) },
): PaintedCanvas { // prettier-ignore
  const canvas = ref<HTMLCanvasElement | null>(null);
  const { size, isOnScreen } = place;
  let frame = 0;

  function draw(): void {
    frame = 0;
    const target = canvas.value;
    const on = target?.getContext('2d');
    const { width, height } = size.value;
    if (!target || !on || width === 0) return;
    const ratio = devicePixelRatio;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    // A canvas that keeps its size keeps its memory.
    if (target.width !== wide || target.height !== high) [target.width, target.height] = [wide, high];
    on.setTransform(ratio, 0, 0, ratio, 0, 0);
    on.clearRect(0, 0, width, height);
    const drawn = paint(on, size.value);
    if (drawn !== null) target.dataset['drawn'] = drawn;
  }
  onMounted(() => {
    watch(() => [...shown(), size.value, isOnScreen.value, isDark.value], () => {
      if (isOnScreen.value && frame === 0) frame = requestAnimationFrame(draw);
    }, { immediate: true }); // prettier-ignore
  });
  onBeforeUnmount(() => cancelAnimationFrame(frame));
  return { size, isOnScreen, node: () => h('canvas', { ref: canvas }) };
}
