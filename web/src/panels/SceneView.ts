import { defineComponent, h, onBeforeUnmount, onMounted, ref, shallowRef } from 'vue';
import { send } from '../api/http';
import { parseJson } from '../api/json';
import { paintedCanvas } from '../chart/paintedCanvas';
import { t } from '../text/text';
import { Icon } from '../ui/Icon';
import { cloudScene, meshScene, paintScene, type Scene, type ViewAngle } from './scene';
import type { Solid } from './solid';

const STEP = 0.15;
const DRAG = 120;

/** A cloud of points, the edges of a mesh, or a body, turned by dragging or with the arrow keys, nearer by the wheel. */
export const SceneView = defineComponent<{ address: string; path: string; title: string }>(
  (props) => {
    const root = ref<HTMLElement | null>(null);
    const scene = shallowRef<Scene | null>(null);
    const solid = shallowRef<Solid | null>(null);
    const isSolid = /\.(glb|gltf|stl)$/i.test(props.path);
    /** Whether it can be shown here, as far as is known. */
    const isShown = ref(isSolid || /\.(json|obj)$/i.test(props.path));
    const angle = ref<ViewAngle>({ turn: 0.6, tilt: 0.5, zoom: 1 });
    let isGone = false;

    async function load(): Promise<void> {
      const answer = await send(props.address);
      if (!isSolid) {
        const text = await answer.text();
        scene.value = /\.obj$/i.test(props.path) ? meshScene(text) : cloudScene(parseJson(text));
        return;
      }
      const { loadSolid } = await import('./solid');
      const found = await loadSolid(await answer.arrayBuffer(), props.path);
      if (isGone) found.dispose();
      else solid.value = found;
    }
    onMounted(() => {
      if (isShown.value) load().catch(() => (isShown.value = false));
    });
    onBeforeUnmount(() => {
      isGone = true;
      solid.value?.dispose();
    });

    const { node } = paintedCanvas(root, () => [scene.value, solid.value, angle.value], (on, size) => {
      if (scene.value) return paintScene(on, scene.value, size, angle.value);
      if (!solid.value) return null;
      try {
        solid.value.paint(on, size, angle.value);
      } catch {
        // A browser that draws no bodies still has the file.
        isShown.value = false;
      }
      return 'solid';
    }); // prettier-ignore

    function turned(turn: number, tilt: number, zoom = 1): void {
      const now = angle.value;
      angle.value = { turn: now.turn + turn, tilt: Math.max(-1.5, Math.min(1.5, now.tilt + tilt)), zoom: Math.max(0.2, Math.min(20, now.zoom * zoom)) };
    }
    /** A body follows the hand; a cloud is looked at from the other side. */
    const drawn = (left: number, top: number): void => turned((isSolid ? -left : left) / DRAG, top / DRAG);
    function drag(event: PointerEvent): void {
      const element = event.currentTarget as HTMLElement;
      if (event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      let [left, top] = [event.clientX, event.clientY];
      const move = (next: PointerEvent): void => {
        drawn(next.clientX - left, next.clientY - top);
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
      isShown.value
        ? h('div', {
            class: 'scene', ref: root, tabindex: 0, role: 'img', 'aria-label': t('media.scene', { name: props.title }),
            onPointerdown: drag, onKeydown: byKey, onWheel: (event: WheelEvent) => {
              if (!event.ctrlKey && !event.metaKey) return;
              event.preventDefault();
              turned(0, 0, Math.exp(-event.deltaY / 400));
            },
          }, [node()])
        : h('a', { class: 'media-file', href: props.address, download: '' }, [h(Icon, { name: 'file' }), props.title]); // prettier-ignore
  },
  { name: 'SceneView', props: ['address', 'path', 'title'] },
);
