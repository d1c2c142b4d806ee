import { defineComponent, h, ref, shallowRef, type Component } from 'vue';
import { t } from '../text/text';
import { Dialog } from '../ui/Dialog';
import { icon } from '../ui/Icon';
import { IconButton, iconButton } from '../ui/IconButton';
import { systemName } from '../workspace/sections';
import { pathTo } from '../app/router';
import type { EmbedDialogProps } from '../embed/EmbedDialog';
import type { PanelSpec } from './model';
import { Panel } from './Panel';
import { PanelMenu } from './PanelMenu';
import type { PanelProps } from './panelProps';

const STEP = 40;
const LOWEST = 140;
const STANDARD_HEIGHT = 268;

interface Props {
  panel: PanelProps;
  isLoading?: boolean;
  /** What it shows calls itself so. */
  ownTitle?: string;
}

/** What a panel is called: by its person, or by what it shows. */
export const titleOf = ({ spec }: PanelProps): string =>
  spec.title || (spec.keys.length === 0 || spec.kind === 'importance' ? t(`panel.kind.${spec.kind}`) : namesOf(spec).join(spec.kind === 'scatter' ? ' × ' : ', '));

const namesOf = ({ kind, keys }: PanelSpec): string[] =>
  keys.slice(0, kind === 'chart' ? 1 : 3).map((key) => systemName(key).replace(/^(summary|config)\./, ''));

/** What surrounds every panel: title, tools, menu, and the handles to move and resize it. */
export const PanelFrame: Component<Props> = defineComponent<Props>(
  (props, { slots }) => {
    const isEnlarged = ref(false);
    const embedDialog = shallowRef<Component<EmbedDialogProps> | null>(null);
    const embed = async (): Promise<void> => {
      embedDialog.value = (await import('../embed/EmbedDialog')).EmbedDialog;
    };
    const root = shallowRef<HTMLElement | null>(null);
    const isTarget = ref(false);
    const dragHeight = ref(0);
    const dragColumns = ref(0);

    function resize(event: PointerEvent): void {
      const element = root.value;
      const handle = event.currentTarget as HTMLElement;
      if (!element || event.button !== 0) return;
      event.preventDefault();
      handle.setPointerCapture(event.pointerId);
      const { width, height } = element.getBoundingClientRect();
      const one = width / (props.panel.columns ?? 1);
      const move = (next: PointerEvent): void => {
        dragHeight.value = Math.max(LOWEST, Math.round(height + next.clientY - event.clientY));
        dragColumns.value = Math.max(1, Math.round((width + next.clientX - event.clientX) / one));
      };
      const up = (): void => {
        handle.removeEventListener('pointermove', move);
        if (dragHeight.value > 0) keepSize(dragColumns.value, dragHeight.value);
        dragHeight.value = dragColumns.value = 0;
      };
      handle.addEventListener('pointermove', move);
      handle.addEventListener('lostpointercapture', up, { once: true });
    }

    function keepSize(columns: number, height: number): void {
      props.panel.board.edits.resize(props.panel.spec.id, { columns: Math.max(1, columns), height: Math.max(LOWEST, height) });
    }

    function resizeByKey(event: KeyboardEvent): void {
      const step = { ArrowUp: [0, -STEP], ArrowDown: [0, STEP], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
      if (!step) return;
      event.preventDefault();
      const { columns = 1, height = STANDARD_HEIGHT } = props.panel;
      keepSize(columns + (step[0] ?? 0), height + (step[1] ?? 0));
    }

    function drop(event: DragEvent): void {
      event.preventDefault();
      isTarget.value = false;
      const { board, section, spec } = props.panel;
      const dragged = board.dragged.value;
      board.dragged.value = null;
      if (dragged?.kind !== 'panel' || dragged.id === spec.id) return;
      const ids = board.sections().find((one) => one.name === section)?.panels.map((panel) => panel.id) ?? [];
      const isForward = ids.indexOf(dragged.id) >= 0 && ids.indexOf(dragged.id) < ids.indexOf(spec.id);
      const before = isForward ? ids[ids.indexOf(spec.id) + 1] ?? null : spec.id;
      board.edits.move(dragged.id, { section, ids, before });
    }

    function grip(): ReturnType<typeof h> {
      const { board, spec } = props.panel;
      return h('span', {
        class: 'panel-grip', draggable: true, title: t('panel.drag'), 'aria-hidden': 'true',
        onDragstart: (event: DragEvent) => {
          board.dragged.value = { kind: 'panel', id: spec.id };
          event.dataTransfer?.setData('text/plain', spec.id);
          if (root.value) event.dataTransfer?.setDragImage(root.value, 20, 16);
        },
        onDragend: () => (board.dragged.value = null),
      }, [icon('grip')]); // prettier-ignore
    }

    return () => {
      const { panel } = props;
      const title = panel.spec.title || props.ownTitle || titleOf(panel);
      const isDragged = panel.board.dragged.value?.id === panel.spec.id;
      const height = dragHeight.value || panel.height;
      const columns = dragColumns.value || panel.columns;
      return h('article', {
        class: ['panel', `kind-${panel.spec.kind}`, props.isLoading && 'loading', isTarget.value && 'drop-target', isDragged && 'dragged'],
        ref: root, 'data-key': panel.spec.id,
        style: panel.isEnlarged ? {} : { height: height ? `${height}px` : '', gridColumn: columns && columns > 1 ? `span ${columns}` : '' },
        onDragover: (event: DragEvent) => {
          if (panel.board.dragged.value?.kind !== 'panel') return;
          event.preventDefault();
          isTarget.value = !isDragged;
        },
        onDragleave: () => (isTarget.value = false),
        onDrop: drop,
      }, [
        h('header', { class: 'panel-head' }, [
          !panel.isEnlarged && grip(),
          h('h3', { title: [title, ...panel.spec.keys].join('\n') }, title),
          h('div', { class: 'panel-tools' }, [
            slots['tools']?.(),
            panel.isEmbedded &&
              h('a', { class: 'icon-button', href: pathTo(panel.context.entity, panel.context.project), target: '_blank', rel: 'noopener', title: t('embed.open'), 'aria-label': t('embed.open') },
                [icon('external')]), // prettier-ignore
            !panel.isEnlarged && [
              iconButton({ icon: 'maximize', label: t('chart.enlarge'), onPress: () => (isEnlarged.value = true) }),
              h(PanelMenu, { panel, onEmbed: () => void embed() }),
            ],
          ]),
        ]),
        slots['above']?.(),
        h('div', { class: 'panel-body' }, [slots['default']?.()]),
        !panel.isEnlarged &&
          h('button', {
            type: 'button', class: 'panel-resize', title: t('panel.resize'), 'aria-label': t('panel.resize'),
            onPointerdown: resize, onKeydown: resizeByKey,
          }), // prettier-ignore
        embedDialog.value && h(embedDialog.value, { panel, title, onClose: () => (embedDialog.value = null) }),
        isEnlarged.value &&
          h(Dialog, { label: title, kind: 'large', onClose: () => (isEnlarged.value = false) }, () => [
            h(Panel, { ...panel, isEnlarged: true }),
            h(IconButton, { icon: 'close', label: t('app.close'), onPress: () => (isEnlarged.value = false) }),
          ]),
      ]); // prettier-ignore
    };
  },
  { name: 'PanelFrame', props: ['panel', 'isLoading', 'ownTitle'] },
);
