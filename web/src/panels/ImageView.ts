import { computed, defineComponent, h, onMounted, ref, shallowRef, watch, type Component } from 'vue';
import { send } from '../api/http';
import { members, parseJson, type Json } from '../api/json';
import { mediaViewProps, type MediaViewProps } from './mediaViewProps';
import { boxesOf, classColour, labelsOf, paintMask, type Box, type ClassLabels } from './regions';

interface BoxLayer {
  readonly name: string;
  readonly boxes: readonly Box[];
}

interface MaskLayer {
  readonly name: string;
  readonly image: ImageBitmap;
  readonly labels: ClassLabels;
}

/** Where a class of a layer is known among what can be hidden. */
const hideName = (layer: string, classID: number): string => `${layer}/${classID}`;

/** A picture with the boxes and masks that belong to it. */
export const ImageView: Component<MediaViewProps> = defineComponent<MediaViewProps>(
  (props) => {
    const boxes = shallowRef<readonly BoxLayer[]>([]);
    const masks = shallowRef<readonly MaskLayer[]>([]);
    const size = ref({ width: props.item.width, height: props.item.height });
    const canvas = ref<HTMLCanvasElement | null>(null);
    const address = (path: string): string => props.addressOf(path);
    const pathOf = (value: Json): string => {
      const path = members(value)['path'];
      return typeof path === 'string' ? path : '';
    };

    async function loadLayers(): Promise<void> {
      const { item } = props;
      const boxFiles = Object.entries(item.boxes).filter(([, layer]) => pathOf(layer));
      const maskFiles = Object.entries(item.masks).filter(([, layer]) => pathOf(layer));
      const loadedBoxes = await Promise.all(boxFiles.map(async ([name, layer]) => {
        const found = boxesOf(parseJson(await (await send(address(pathOf(layer)))).text()), size.value);
        for (const box of found.boxes) props.onClass(hideName(name, box.classID), `${name}: ${found.labels.get(box.classID) ?? box.classID}`);
        return { name, boxes: found.boxes };
      })); // prettier-ignore
      const loadedMasks = await Promise.all(maskFiles.map(async ([name, layer]) => {
        const image = await createImageBitmap(await (await send(address(pathOf(layer)))).blob());
        return { name, image, labels: labelsOf(members(layer)['class_labels']) };
      })); // prettier-ignore
      boxes.value = loadedBoxes;
      masks.value = loadedMasks;
    }

    /** Masks are pictures of class numbers; each class becomes a colour. */
    function drawMasks(): void {
      const target = canvas.value;
      const first = masks.value[0]?.image;
      const context = target?.getContext('2d');
      if (!target || !first || !context) return;
      target.width = first.width;
      target.height = first.height;
      for (const { name, image, labels: own } of masks.value) {
        const labels = own.size > 0 ? own : props.classesOf?.(name) ?? own;
        const layer = document.createElement('canvas');
        [layer.width, layer.height] = [image.width, image.height];
        const painter = layer.getContext('2d', { willReadFrequently: true });
        if (!painter) continue;
        painter.drawImage(image, 0, 0);
        const pixels = painter.getImageData(0, 0, image.width, image.height);
        const hidden = new Set([...Array(256).keys()].filter((id) => props.hidden.has(hideName(name, id))));
        for (const id of paintMask(pixels.data, labels, hidden)) {
          if (id !== 0 || labels.has(0)) props.onClass(hideName(name, id), `${name}: ${labels.get(id) ?? id}`);
        }
        painter.putImageData(pixels, 0, 0);
        context.drawImage(layer, 0, 0, target.width, target.height);
      }
    }
    watch(() => [masks.value, props.hidden, props.classesOf, canvas.value], drawMasks, { flush: 'post' });
    onMounted(() => void loadLayers().catch(() => undefined));

    const shownBoxes = computed(() =>
      boxes.value.flatMap((layer) => layer.boxes.filter((box) => !props.hidden.has(hideName(layer.name, box.classID)))),
    );

    return () =>
      h('span', {
        class: ['image-view', props.isLarge && 'large'],
        style: { aspectRatio: size.value.width ? `${size.value.width} / ${size.value.height}` : '' },
      }, [
        h('img', {
          src: address(props.item.path), alt: props.item.caption || props.item.path, loading: 'lazy', decoding: 'async',
          class: Math.max(size.value.width, size.value.height) <= 64 ? 'tiny' : '',
          onLoad: (event: Event) => {
            const { naturalWidth: width, naturalHeight: height } = event.target as HTMLImageElement;
            if (!size.value.width) size.value = { width, height };
          },
        }),
        masks.value.length > 0 && h('canvas', { ref: canvas, class: 'image-mask' }),
        ...shownBoxes.value.map((box, index) =>
          h('span', {
            class: 'image-box', key: index,
            style: {
              left: `${box.left * 100}%`, top: `${box.top * 100}%`, width: `${box.width * 100}%`, height: `${box.height * 100}%`,
              borderColor: classColour(box.classID),
            },
          }, [
            h('span', { class: ['image-box-label', box.left > 0.6 && 'to-left', box.top < 0.1 && 'inside'], style: { borderColor: classColour(box.classID) } }, [
              h('span', null, [box.label, ...box.scores.map(([, score]) => score.toPrecision(2))].join(' ')),
            ]),
          ]),
        ),
      ]); // prettier-ignore
  },
  { name: 'ImageView', props: mediaViewProps },
);
