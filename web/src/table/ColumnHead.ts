import { defineComponent, h, ref } from 'vue';
import { fieldOf, isSortable } from '../filter/fields';
import { nameOf } from '../filter/nameOf';
import { t } from '../text/text';
import { Icon } from '../ui/Icon';
import { clampWidth, type Column } from './columns';
import type { TableModel } from './TableModel';

const KIND = 'application/x-roost-column';

/** A column's head: sorts when it is pressed, moves when it is dragged, and has an edge that changes its width. */
export const ColumnHead = defineComponent<{
  model: TableModel;
  column: Column;
  index: number;
  left: number;
  width: number;
  isNumeric: boolean;
  isDropTarget: boolean;
  onMenu: (at: { left: number; top: number }) => void;
  onResize: (width: number, isDone: boolean) => void;
  onDropTarget: (key: string | null) => void;
}>(
  (props) => {
    const root = ref<HTMLElement | null>(null);

    function resize(event: PointerEvent): void {
      event.preventDefault();
      event.stopPropagation();
      const edge = event.currentTarget as HTMLElement;
      const start = event.clientX;
      const { width } = props;
      let now = width;
      edge.setPointerCapture(event.pointerId);
      edge.onpointermove = (move) => props.onResize((now = clampWidth(width + move.clientX - start)), false);
      edge.onpointerup = edge.onpointercancel = () => {
        edge.onpointermove = edge.onpointerup = edge.onpointercancel = null;
        if (now !== width) props.onResize(now, true);
      };
    }

    function openMenu(): void {
      const box = root.value?.getBoundingClientRect();
      if (box) props.onMenu({ left: box.left, top: box.bottom });
    }

    return () => {
      const { model, column } = props;
      const { key } = column;
      const sort = model.sortOf(key);
      const place = model.query.sortKeys.findIndex((one) => one.key === key);
      const section = fieldOf(key).section;
      return h('div', {
        ref: root, class: ['grid-head', sort && 'sorted', props.isNumeric && 'numeric', props.isDropTarget && 'drop', `of-${section}`], role: 'columnheader', 'aria-colindex': props.index + 2,
        'aria-sort': sort ? (sort.isDescending ? 'descending' : 'ascending') : undefined, 'data-column': key,
        style: { left: `${props.left}px`, width: `${props.width}px` },
        draggable: true,
        onDragstart: (event: DragEvent) => event.dataTransfer?.setData(KIND, key),
        onDragover: (event: DragEvent) => {
          if (!event.dataTransfer?.types.includes(KIND)) return;
          event.preventDefault();
          props.onDropTarget(key);
        },
        onDragend: () => props.onDropTarget(null),
        onDrop: (event: DragEvent) => {
          const from = event.dataTransfer?.getData(KIND);
          props.onDropTarget(null);
          if (from) model.moveColumn(from, key);
        },
        onContextmenu: (event: Event) => (event.preventDefault(), openMenu()),
      }, [
        h('button', {
          type: 'button', class: 'head-name', tabindex: -1, title: nameOf(key), disabled: !isSortable(key),
          onClick: (event: MouseEvent) => model.cycleSort(key, event.shiftKey),
        }, [
          h('span', null, nameOf(key)),
          sort && h(Icon, { name: sort.isDescending ? 'arrowDown' : 'arrowUp' }),
          sort && model.query.sortKeys.length > 1 && h('span', { class: 'sort-place' }, String(place + 1)),
        ]),
        h('button', {
          type: 'button', class: 'icon-button head-menu', tabindex: -1,
          'aria-label': t('table.columnMenu', { column: nameOf(key) }), title: t('table.columnMenu', { column: nameOf(key) }),
          onClick: openMenu,
        }, [h(Icon, { name: 'chevronDown' })]),
        h('span', { class: 'head-edge', onPointerdown: resize, onDblclick: () => model.changeColumn(key, { width: null }) }),
      ]); // prettier-ignore
    };
  },
  { name: 'ColumnHead', props: ['model', 'column', 'index', 'left', 'width', 'isNumeric', 'isDropTarget', 'onMenu', 'onResize', 'onDropTarget'] },
);
