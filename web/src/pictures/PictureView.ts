import { defineComponent, h, type VNode } from 'vue';
import type { Picture } from './readPictures';

/** A chart as it was painted before. It stands there as soon as it is on the page: no frame is waited for. */
export const PictureView = defineComponent<{ picture: Picture; label: string }>(
  (props) => {
    const draw = ({ el }: VNode): void => (el as HTMLCanvasElement).getContext('2d')?.drawImage(props.picture.bitmap, 0, 0);
    return () => {
      const { key, lines, bitmap } = props.picture;
      return h('div', { class: 'line-chart', role: 'img', 'aria-label': props.label }, [
        h('canvas', { key, width: bitmap.width, height: bitmap.height, 'data-drawn': String(lines), onVnodeMounted: draw }),
      ]);
    };
  },
  { name: 'PictureView', props: ['picture', 'label'] },
);
