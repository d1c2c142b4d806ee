import { defineComponent, h, ref, type Component, type VNode } from 'vue';
import { t } from '../text/text';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { IconButton } from '../ui/IconButton';
import { FigureView } from './FigureView';
import { FramedPage } from './FramedPage';
import { ImageView } from './ImageView';
import { mediaViewProps, type MediaViewProps } from './mediaViewProps';
import { SceneView } from './SceneView';

/** One logged item, as its kind is shown. */
export const MediaView: Component<MediaViewProps> = defineComponent<MediaViewProps>(
  (props) => {
    const isOpen = ref(false);
    return () => {
      const { item } = props;
      const address = props.addressOf(item.path);
      const title = item.caption || item.path.split('/').pop() || '';
      return h('figure', { class: ['media-item', `media-${item.kind}`] }, [
        item.kind === 'image'
          ? h('button', { type: 'button', class: 'media-open', 'aria-label': t('media.open', { name: title }), onClick: () => (isOpen.value = true) }, [
              h(ImageView, { ...props, key: item.path }),
            ])
          : content(props, address, title),
        item.caption && h('figcaption', { title: item.caption }, item.caption),
        isOpen.value &&
          h(Dialog, { label: title, kind: 'large media-dialog', onClose: () => (isOpen.value = false) }, () => [
            h(ImageView, { ...props, isLarge: true }),
            h('p', { class: 'media-dialog-caption' }, [title, h('a', { href: address, download: '' }, t('console.download'))]),
            h(IconButton, { icon: 'close', label: t('app.close'), onPress: () => (isOpen.value = false) }),
          ]),
      ]);
    };
  },
  { name: 'MediaView', props: mediaViewProps },
);

function content(props: MediaViewProps, address: string, title: string): VNode {
  switch (props.item.kind) {
    case 'audio':
      return h('audio', { controls: true, preload: 'none', src: address, 'aria-label': title });
    case 'video':
      return /\.gif$/i.test(props.item.path)
        ? h('img', { src: address, alt: title, loading: 'lazy' })
        : h('video', { controls: true, preload: 'metadata', src: address, 'aria-label': title });
    case 'html':
      return h(FramedPage, { key: address, address, title });
    case 'object':
      return h(SceneView, { key: address, address, path: props.item.path, title });
    case 'figure':
      if (props.item.path.endsWith('.plotly.json')) return h(FigureView, { key: address, address, title });
      return fileLink(address, title);
    default:
      return fileLink(address, title);
  }
}

const fileLink = (address: string, title: string): VNode =>
  h('a', { class: 'media-file', href: address, download: '' }, [h(Icon, { name: 'file' }), title]);
