import { onBeforeUnmount, onMounted, ref, shallowRef, type Ref } from 'vue';
import type { Range, Zoom } from './model';
import type { View } from './view';

/** The rectangle that is being dragged, in pixels. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Pointer {
  readonly left: number;
  readonly top: number;
}

interface Hooks {
  view: () => View | null;
  onZoom: (zoom: Zoom | null) => void;
}

const SMALLEST_DRAG = 5;
const TALL_DRAG = 24;

/**
 * Pointing and zooming on a chart: dragging chooses a range of x (and of y where the box is tall), with Shift it
 * moves the chart, Ctrl or ⌘ and the wheel zoom at the pointer, a double press shows everything again.
 */
export function chartInteraction(element: Ref<HTMLElement | null>, hooks: Hooks): {
  pointer: Ref<Pointer | null>;
  box: Ref<Box | null>;
} {
  const pointer = shallowRef<Pointer | null>(null);
  const box = shallowRef<Box | null>(null);
  const start = ref<Pointer | null>(null);
  let panned: { from: Pointer; x: Range } | null = null;

  const place = (event: MouseEvent): Pointer => {
    const bounds = (element.value as HTMLElement).getBoundingClientRect();
    return { left: event.clientX - bounds.left, top: event.clientY - bounds.top };
  };

  function down(event: PointerEvent): void {
    const view = hooks.view();
    if (event.button !== 0 || !view) return;
    const at = place(event);
    if (event.shiftKey) panned = { from: at, x: [view.x.low, view.x.high] };
    else start.value = at;
    if (event.pointerType === 'mouse') element.value?.setPointerCapture(event.pointerId);
  }

  function move(event: PointerEvent): void {
    const at = place(event);
    const view = hooks.view();
    pointer.value = at;
    if (!view) return;
    if (panned) {
      const shift = at.left - panned.from.left;
      const moved = (value: number): number => view.x.value(view.x.at(value) - shift);
      hooks.onZoom({ x: [moved(panned.x[0]), moved(panned.x[1])], y: null });
      panned = { from: at, x: [moved(panned.x[0]), moved(panned.x[1])] };
    } else if (start.value && event.pointerType === 'mouse') {
      box.value = boxBetween(start.value, at, view);
    }
  }

  function up(): void {
    const view = hooks.view();
    const chosen = box.value;
    start.value = box.value = panned = null;
    if (!view || !chosen || chosen.right - chosen.left < SMALLEST_DRAG) return;
    const isTall = chosen.top > view.plot.top || chosen.bottom < view.plot.bottom;
    hooks.onZoom({
      x: [view.x.value(chosen.left), view.x.value(chosen.right)],
      y: isTall ? [view.y.value(chosen.bottom), view.y.value(chosen.top)] : null,
    });
  }

  function leave(): void {
    pointer.value = null;
    if (!box.value) start.value = null;
  }

  function wheel(event: WheelEvent): void {
    const view = hooks.view();
    if (!view || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const { left } = place(event);
    const factor = Math.exp(Math.max(-1, Math.min(1, event.deltaY / 200)));
    const zoomed = (edge: number): number => view.x.value(left + (edge - left) * factor);
    hooks.onZoom({ x: [zoomed(view.plot.left), zoomed(view.plot.right)], y: null });
  }

  const reset = (): void => hooks.onZoom(null);

  onMounted(() => {
    const target = element.value as HTMLElement;
    target.addEventListener('pointerdown', down);
    target.addEventListener('pointermove', move);
    target.addEventListener('pointerup', up);
    target.addEventListener('pointercancel', up);
    target.addEventListener('pointerleave', leave);
    target.addEventListener('dblclick', reset);
    target.addEventListener('wheel', wheel, { passive: false });
  });
  onBeforeUnmount(leave);
  return { pointer, box };
}

function boxBetween(from: Pointer, to: Pointer, view: View): Box {
  const { plot } = view;
  const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
  const left = clamp(Math.min(from.left, to.left), plot.left, plot.right);
  const right = clamp(Math.max(from.left, to.left), plot.left, plot.right);
  const isTall = Math.abs(from.top - to.top) >= TALL_DRAG;
  return {
    left,
    right,
    top: isTall ? clamp(Math.min(from.top, to.top), plot.top, plot.bottom) : plot.top,
    bottom: isTall ? clamp(Math.max(from.top, to.top), plot.top, plot.bottom) : plot.bottom,
  };
}
