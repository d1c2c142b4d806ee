import { computed, defineComponent, h, ref } from 'vue';
import { sizeOf } from '../chart/onScreen';
import { formatCount } from '../format/numbers';
import type { BoardSection } from '../panels/boardPlan';
import type { BoardLayout } from '../panels/layout';
import type { PanelKind } from '../panels/model';
import { Panel } from '../panels/Panel';
import type { Board } from '../panels/panelProps';
import { t } from '../text/text';
import { Icon } from '../ui/Icon';
import { IconButton } from '../ui/IconButton';
import { SectionMenu } from './SectionMenu';
import type { DrawnRun, PanelContext } from './panelContext';

const AT_FIRST = 24;
const MORE = 48;
const NARROWEST = 360;
const GAP = 12;

/** Kinds that need more room than others before a person chooses. */
const wideKinds: readonly PanelKind[] = ['parallel', 'comparer', 'code'];
const WIDE = { columns: 2, height: 320 };

/** A foldable row of panels; of very many only the first are made until more are asked for. */
export const PanelSection = defineComponent<{
  context: PanelContext;
  section: BoardSection;
  runs: readonly DrawnRun[];
  board: Board;
  layout: BoardLayout;
  isOpenAtFirst: boolean;
}>(
  (props) => {
    const root = ref<HTMLElement | null>(null);
    const size = sizeOf(root);
    const limit = ref(AT_FIRST);
    const isTarget = ref(false);
    const isOpen = computed(() => !(props.layout.state.value.folded[props.section.name] ?? !props.isOpenAtFirst));
    /** As many as the grid makes; a wider panel would make it overflow. */
    const columns = computed(() => Math.max(1, Math.floor((size.value.width + GAP) / (NARROWEST + GAP))));

    function drop(event: DragEvent): void {
      const { board, section } = props;
      const dragged = board.dragged.value;
      isTarget.value = false;
      if (!dragged) return;
      event.preventDefault();
      board.dragged.value = null;
      if (dragged.kind === 'panel') {
        const ids = section.panels.map((panel) => panel.id);
        if (!ids.includes(dragged.id)) board.edits.move(dragged.id, { section: section.name, ids, before: ids[0] ?? null });
        return;
      }
      const names = board.sections().map((one) => one.name);
      const isForward = names.indexOf(dragged.id) < names.indexOf(section.name);
      const before = isForward ? names[names.indexOf(section.name) + 1] ?? null : section.name;
      if (dragged.id !== section.name) board.edits.moveSection(dragged.id, names, before);
    }

    function head(): ReturnType<typeof h> {
      const { section, board } = props;
      return h('h2', {
        class: ['section-head', isTarget.value && 'drop-target'],
        onDragover: (event: DragEvent) => {
          if (!board.dragged.value) return;
          event.preventDefault();
          isTarget.value = true;
        },
        onDragleave: () => (isTarget.value = false),
        onDrop: drop,
      }, [
        h('button', {
          type: 'button', class: 'fold', 'aria-expanded': isOpen.value, draggable: true,
          onClick: () => board.edits.fold(section.name, isOpen.value),
          onDragstart: (event: DragEvent) => {
            board.dragged.value = { kind: 'section', id: section.name };
            event.dataTransfer?.setData('text/plain', section.name);
          },
          onDragend: () => (board.dragged.value = null),
        }, [
          h(Icon, { name: isOpen.value ? 'chevronDown' : 'chevronRight' }),
          section.name || t('workspace.charts'),
          h('span', { class: 'count' }, formatCount(section.panels.length)),
        ]),
        h('span', { class: 'section-tools' }, [
          h(IconButton, {
            icon: 'plus', label: t('panel.addTo', { section: section.name || t('workspace.charts') }),
            onPress: () => board.onEdit({ id: '', kind: 'line', title: '', keys: [], options: {} }, section.name),
          }),
          h(SectionMenu, { board, section: section.name }),
        ]),
      ]); // prettier-ignore
    }

    return () => {
      const { section, board, context, runs } = props;
      const rest = section.panels.length - limit.value;
      const { sizes } = props.layout.state.value;
      return h('section', { class: 'panel-section', ref: root }, [
        head(),
        isOpen.value &&
          h('div', { class: 'panel-grid' }, section.panels.slice(0, limit.value).map((spec) => {
            const wide = sizes[spec.id] ?? (wideKinds.includes(spec.kind) ? WIDE : undefined);
            return h(Panel, {
              key: spec.id, context, spec, runs, board, section: section.name,
              ...(wide ? { columns: Math.min(wide.columns, columns.value), height: wide.height } : {}),
            });
          })), // prettier-ignore
        isOpen.value &&
          rest > 0 &&
          h('button', { type: 'button', class: 'button more', onClick: () => (limit.value += MORE) }, t('chart.more', { n: rest })),
      ]);
    };
  },
  { name: 'PanelSection', props: ['context', 'section', 'runs', 'board', 'layout', 'isOpenAtFirst'] },
);
