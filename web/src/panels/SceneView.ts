import { defineComponent, h, onMounted, ref, shallowRef } from 'vue';
import { send } from '../api/http';
import { parseJson } from '../api/json';
import { paintedCanvas } from '../chart/paintedCanvas';
import { t } from '../text/text';
import { cloudScene, meshScene, projected, type Scene } from './scene';

const STEP = 0.15;

/** A cloud of points or the edges of a mesh, turned by dragging or with the arrow keys, nearer by the wheel. */
export const SceneView = defineComponent<{ address: string; path: string; title: string }>(
  (props) => {
    const root = ref<HTMLElement | null>(null);
    const scene = shallowRef<Scene | null>(null);
    const isKnown = /\.(pts\.json|json|obj)$/i.test(props.path);
    const angle = ref({ turn: 0.6, tilt: 0.5, zoom: 1 });

    onMounted(async () => {
      if (!isKnown) return;
      try {
        const text = await (await send(props.address)).text();
        scene.value = /\.obj$/i.test(props.path) ? meshScene(text) : cloudScene(parseJson(text));
      } catch {
        scene.value = null;
      }
    });

    const { node } = paintedCanvas(root, () => [scene.value, angle.value], (on, { width, height }) => {
      const shown = scene.value;
      if (!shown) return null;
      const places = projected(shown.points, angle.value.turn, angle.value.tilt);
      const factor = Math.min(width, height) * 0.9 * angle.value.zoom;
      const x = (index: number): number => width / 2 + (places[index * 3] as number) * factor;
      const y = (index: number): number => height / 2 - (places[index * 3 + 1] as number) * factor;
      const order = Uint32Array.from({ length: shown.dots }, (_, index) => index);
      if (shown.dots <= 20_000) order.sort((a, b) => (places[b * 3 + 2] as number) - (places[a * 3 + 2] as number));
      const dot = shown.dots > 3000 ? 1.5 : 3;
      for (const index of order) {
        on.fillStyle = shown.colours[index] as string;
        on.fillRect(x(index) - dot / 2, y(index) - dot / 2, dot, dot);
      }
      on.globalAlpha = 0.8;
      for (let at = 0; at < shown.edges.length; at += 2) {
        const [from, to] = [shown.edges[at] as number, shown.edges[at + 1] as number];
        on.strokeStyle = shown.colours[from] as string;
        on.beginPath();
        on.moveTo(x(from), y(from));
        on.lineTo(x(to), y(to));
        on.stroke();
      }
      on.globalAlpha = 1;
      return String(shown.points.length / 3);
    }); // prettier-ignore

    function turned(turn: number, tilt: number, zoom = 1): void {
      const now = angle.value;
      angle.value = { turn: now.turn + turn, tilt: Math.max(-1.5, Math.min(1.5, now.tilt + tilt)), zoom: Math.max(0.2, Math.min(20, now.zoom * zoom)) };
    }
    function drag(event: PointerEvent): void {
      const element = event.currentTarget as HTMLElement;
      if (event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      let [left, top] = [event.clientX, event.clientY];
      const move = (next: PointerEvent): void => {
        turned((next.clientX - left) / 120, (next.clientY - top) / 120);
        [left, top] = [next.clientX, next.clientY];
      };
      element.addEventListener('pointermove', move);
      element.addEventListener('lostpointercapture', () => element.removeEventListener('pointermove', move), { once: true });
    }
    function byKey(event: KeyboardEvent): void {
      const step = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP], '+': [0, 0, 1.2], '-': [0, 0, 1 / 1.2] }[event.key];
      if (!step) return;
      event.preventDefault();
      turned(step[0] as number, step[1] as number, step[2]);
    }

    return () =>
      isKnown
        ? h('div', {
            class: 'scene', ref: root, tabindex: 0, role: 'img', 'aria-label': t('media.scene', { name: props.title }),
            onPointerdown: drag, onKeydown: byKey, onWheel: (event: WheelEvent) => {
              if (!event.ctrlKey && !event.metaKey) return;
              event.preventDefault();
              turned(0, 0, Math.exp(-event.deltaY / 400));
            },
          }, [node()])
        : h('a', { class: 'media-file', href: props.address, download: '' }, props.title); // prettier-ignore
  },
  { name: 'SceneView', props: ['address', 'path', 'title'] },
);
