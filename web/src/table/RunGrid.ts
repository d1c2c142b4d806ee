import { computed, defineComponent, h, nextTick, onMounted, ref, shallowRef, watch, type VNode } from 'vue';
import { sizeOf } from '../chart/onScreen';
import { formatCount } from '../format/numbers';
import { t } from '../text/text';
import type { RunGroup } from '../api/runGroups';
import { valueOf, type RunRow } from '../api/runRows';
import { go, pathTo } from '../app/router';
import { placed, visibleSpan, widthOf, type Column } from './columns';
import { ColumnHead } from './ColumnHead';
import { ColumnMenu } from './ColumnMenu';
import type { TableItem } from './GroupTree';
import { groupRow, runRow, waitingRow, type RowPlace } from './rows';
import { canEdit } from './runCell';
import { isNumeric } from './valueText';
import type { TableModel } from './TableModel';

export const ROW = 34;
const HEAD = 36;
const CHECK = 44;
/** Rows come and go by so many at once, and are there so many before they are seen. */
const BLOCK = 6;
const FURTHER = 4;
/** What usually stands above the table. */
const ABOVE = 134;
/** Browsers end pages that are higher than this. */
const HIGHEST = 15_000_000;

/** The table itself: only the rows and columns that are on the screen are in the page. */
export const RunGrid = defineComponent<{ model: TableModel }>(
  (props) => {
    const { model } = props;
    const scroller = ref<HTMLElement | null>(null);
    // Expected right, the rows are laid out once.
    const size = sizeOf(scroller, { width: innerWidth, height: innerHeight - ABOVE });
    const screen = computed(() => size.value.width);
    const top = ref(0);
    const left = ref(0);
    /** The cell that the keyboard is at; column -1 is the box for choosing. */
    const active = shallowRef<{ row: number; column: number } | null>(null);
    const editing = shallowRef<{ run: string; key: string } | null>(null);
    const menu = shallowRef<{ key: string; left: number; top: number } | null>(null);
    const live = shallowRef<{ key: string; width: number } | null>(null);
    const dropAt = shallowRef<string | null>(null);

    const columns = computed<readonly Column[]>(() => {
      const { pinned, free } = placed(model.columns.value);
      const sized = (column: Column): Column => (live.value?.key === column.key ? { ...column, width: live.value.width } : column);
      return [...pinned, ...free].map(sized);
    });
    const pinnedCount = computed(() => (screen.value < 640 ? 0 : columns.value.filter((column) => column.isPinned).length));
    const widths = computed(() => columns.value.map(widthOf));
    const lefts = computed(() => {
      let at = CHECK;
      return widths.value.map((width) => (at += width) - width);
    });
    const whole = computed(() => widths.value.reduce((sum, width) => sum + width, CHECK));
    const pinnedWidth = computed(() => widths.value.slice(0, pinnedCount.value).reduce((sum, width) => sum + width, CHECK));
    const rows = computed(() => model.total ?? 0);
    const room = computed(() => Math.max(0, size.value.height - HEAD));
    /** How much faster than the page the rows go by, where all of them would be higher than pages can be. */
    const pace = computed(() => Math.max(1, (rows.value * ROW - room.value) / (HIGHEST - room.value)));
    const height = computed(() => Math.min(rows.value * ROW, HIGHEST));
    const firstRow = computed(() => {
      const first = Math.floor(((top.value * pace.value) / ROW - FURTHER) / BLOCK) * BLOCK;
      return Math.max(0, Math.min(rows.value - 1, first));
    });
    const endRow = computed(() => {
      const end = Math.ceil(((top.value * pace.value + room.value) / ROW + FURTHER) / BLOCK) * BLOCK;
      return Math.min(rows.value, end);
    });
    const yOf = (row: number): number => HEAD + row * ROW - top.value * (pace.value - 1);
    const span = computed(() => {
      const free = widths.value.slice(pinnedCount.value);
      const [first, end] = visibleSpan(free, left.value - 60, left.value + screen.value - pinnedWidth.value + 60);
      return [first + pinnedCount.value, end + pinnedCount.value] as const;
    });

    /** The columns that hold numbers, as far as the rows on the screen tell. */
    const numeric = computed(() => {
      const shown = shownRuns();
      const isNumbers = (key: string): boolean => {
        const values = shown.map((run) => valueOf(run, key)).filter((value) => value !== null);
        if (values.length === 0) return shownGroups().some((group) => group.aggregates[model.aggregated.findIndex((one) => one.key === key)] != null);
        return values.every((value) => isNumeric(value, key));
      };
      return new Set(columns.value.slice(0, span.value[1]).map((column) => column.key).filter(isNumbers));
    });
    const shownItems = (): (TableItem | undefined)[] =>
      Array.from({ length: Math.max(0, endRow.value - firstRow.value) }, (_, index) => model.item(firstRow.value + index));
    const shownRuns = (): RunRow[] => shownItems().map((item) => model.run(item)).filter((run): run is RunRow => run !== undefined);
    const shownGroups = (): RunGroup[] => shownItems().flatMap((item) => (item?.kind === 'group' ? [item.node.group] : []));

    watch(() => [firstRow.value, endRow.value, rows.value] as const, ([first, end]) => model.ensure(first, Math.max(end, 30)), { immediate: true });
    watch(() => model.turn.value, () => scroller.value?.scrollTo({ top: 0 }));
    onMounted(() => scroller.value?.addEventListener('scroll', () => {
      top.value = scroller.value?.scrollTop ?? 0;
      left.value = scroller.value?.scrollLeft ?? 0;
    }, { passive: true })); // prettier-ignore

    function show(row: number, column: number): void {
      const element = scroller.value;
      if (!element) return;
      const y = row * ROW;
      const shownTop = top.value * pace.value;
      if (y < shownTop) element.scrollTop = y / pace.value;
      else if (y + ROW > shownTop + room.value - 12) element.scrollTop = (y + ROW - room.value + 12) / pace.value;
      if (column < pinnedCount.value) return;
      const x = lefts.value[column] ?? 0;
      const right = x + (widths.value[column] ?? 0);
      if (x < left.value + pinnedWidth.value) element.scrollLeft = x - pinnedWidth.value;
      else if (right > left.value + screen.value) element.scrollLeft = right - screen.value;
    }

    function pressed(event: KeyboardEvent): void {
      if (event.target !== scroller.value || event.ctrlKey && event.key !== 'Home' && event.key !== 'End' || event.metaKey || event.altKey) return;
      const now = active.value ?? { row: firstRow.value, column: 0 };
      const page = Math.max(1, Math.floor(room.value / ROW) - 1);
      const item = model.item(now.row);
      const run = model.run(item);
      const key = columns.value[now.column]?.key;
      const to = (row: number, column = now.column): void => {
        active.value = { row: Math.max(0, Math.min(rows.value - 1, row)), column: Math.max(-1, Math.min(columns.value.length - 1, column)) };
        show(active.value.row, active.value.column);
      };
      switch (event.key) {
        case 'ArrowDown':
        case 'j':
          to(active.value ? now.row + 1 : now.row);
          break;
        case 'ArrowUp':
        case 'k':
          to(now.row - 1);
          break;
        case 'ArrowRight':
          if (item?.kind === 'group' && !item.node.isOpen) model.toggleGroup(item);
          else to(now.row, now.column + 1);
          break;
        case 'ArrowLeft':
          if (item?.kind === 'group' && item.node.isOpen) model.toggleGroup(item);
          else to(now.row, now.column - 1);
          break;
        case 'PageDown':
          to(now.row + page);
          break;
        case 'PageUp':
          to(now.row - page);
          break;
        case 'Home':
          to(event.ctrlKey ? 0 : now.row, event.ctrlKey ? now.column : 0);
          break;
        case 'End':
          to(event.ctrlKey ? rows.value - 1 : now.row, event.ctrlKey ? now.column : columns.value.length - 1);
          break;
        case ' ':
          if (run && event.shiftKey) model.selection.extend(now.row, (row) => model.run(model.item(row)));
          else if (run) model.selection.toggle(run, now.row);
          else model.toggleGroup(item);
          break;
        case 'F2':
        case 'e':
          if (run && key && canEdit(key) && model.canWrite.value) editing.value = { run: run.name, key };
          break;
        case 'Enter':
          if (item?.kind === 'group') model.toggleGroup(item);
          else if (run) go(pathTo(model.entity, model.project, 'runs', run.name));
          break;
        case 'Escape':
          if (model.selection.runs.value.size === 0) return;
          model.selection.clear();
          break;
        default:
          return;
      }
      event.preventDefault();
      event.stopPropagation();
    }

    function endEdit(): void {
      editing.value = null;
      void nextTick().then(() => scroller.value?.focus({ preventScroll: true }));
    }

    function head(column: Column, index: number): VNode {
      return h(ColumnHead, {
        key: column.key,
        model,
        column,
        index,
        left: lefts.value[index] ?? 0,
        width: widths.value[index] ?? 0,
        isNumeric: numeric.value.has(column.key),
        isDropTarget: dropAt.value === column.key,
        onMenu: (at) => (menu.value = menu.value?.key === column.key ? null : { key: column.key, ...at }),
        onResize: (width, isDone) => {
          live.value = isDone ? null : { key: column.key, width };
          if (isDone) model.changeColumn(column.key, { width });
        },
        onDropTarget: (key) => (dropAt.value = key),
      });
    }

    function heads(): VNode {
      const all = columns.value;
      const [first, end] = span.value;
      return h('div', { class: 'grid-heads', role: 'row', 'aria-rowindex': 1, style: { width: `${whole.value}px` } }, [
        h('div', { class: 'grid-pinned', style: { width: `${pinnedWidth.value}px` } }, [
          h('div', { class: 'grid-head check', role: 'columnheader', 'aria-label': t('table.choose') }, [allBox()]),
          all.slice(0, pinnedCount.value).map((column, index) => head(column, index)),
        ]),
        all.slice(first, end).map((column, index) => head(column, first + index)),
      ]);
    }

    /** Chooses all runs that are on the screen, or none. */
    function allBox(): VNode {
      const shown = shownRuns();
      const chosen = shown.filter((run) => model.selection.has(run)).length;
      return h('input', {
        type: 'checkbox',
        'aria-label': t('table.chooseShown'),
        title: t('table.chooseShown'),
        checked: chosen > 0 && chosen === shown.length,
        indeterminate: chosen > 0 && chosen < shown.length,
        tabindex: -1,
        onChange: () => (chosen > 0 ? model.selection.clear() : model.selection.add(shown)),
      });
    }

    /** The cell that a pointer is at. */
    function cellAt(event: Event): { row: number; column: number; key: string } | null {
      const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-column]') : null;
      const key = cell?.dataset['column'];
      const row = Number(cell?.closest('[aria-rowindex]')?.getAttribute('aria-rowindex')) - 2;
      const column = columns.value.findIndex((one) => one.key === key);
      return key === undefined || column < 0 ? null : { row, column, key };
    }

    function pointed(event: PointerEvent): void {
      const at = cellAt(event);
      if (at) active.value = { row: at.row, column: at.column };
    }

    function pressedTwice(event: MouseEvent): void {
      const at = cellAt(event);
      const run = at && model.run(model.item(at.row));
      if (run && canEdit(at.key) && model.canWrite.value) editing.value = { run: run.name, key: at.key };
    }

    function row(index: number): VNode {
      const item = model.item(index);
      const run = model.run(item);
      const place: RowPlace = {
        index, top: yOf(index), width: whole.value, pinnedWidth: pinnedWidth.value, pinnedCount: pinnedCount.value,
        columns: columns.value, lefts: lefts.value, widths: widths.value, span: span.value,
        activeColumn: active.value?.row === index ? active.value.column : null,
        editing: run && editing.value?.run === run.name ? editing.value.key : null,
        screen: screen.value, numeric: numeric.value,
      }; // prettier-ignore
      if (item?.kind === 'group') return groupRow(model, item, place);
      if (!run || item?.kind !== 'run') return waitingRow(place);
      return runRow(model, run, item.depth, place, {
        onChoose: () => (active.value = { row: index, column: -1 }),
        onEdit: (key) => (editing.value = { run: run.name, key }),
        onEndEdit: endEdit,
      });
    }

    return () => {
      const shown = Array.from({ length: Math.max(0, endRow.value - firstRow.value) }, (_, index) => firstRow.value + index);
      const at = active.value;
      return h('div', { class: ['grid-frame', model.isStale.value && 'stale'] }, [
        h('div', {
          class: 'grid', ref: scroller, role: model.query.groups.length > 0 ? 'treegrid' : 'grid', tabindex: 0, 'aria-label': t('table.label'),
          'aria-rowcount': rows.value + 1, 'aria-colcount': columns.value.length + 1, 'aria-multiselectable': true,
          'aria-activedescendant': at && at.row >= firstRow.value && at.row < endRow.value ? `cell-${at.row}-${at.column}` : undefined,
          'aria-busy': model.isStale.value,
          onKeydown: pressed,
        }, [
          heads(),
          h('div', {
            class: 'grid-rows', role: 'rowgroup', style: { width: `${whole.value}px`, height: `${height.value}px` },
            onPointerdown: pointed, onDblclick: pressedTwice,
          }, shown.map(row)),
        ]),
        h('p', { class: 'visually-hidden', 'aria-live': 'polite' }, model.total === null ? '' : t('table.rows', { n: formatCount(model.total) })),
        menu.value && h(ColumnMenu, {
          key: menu.value.key, model, left: menu.value.left, top: menu.value.top, columnKey: menu.value.key,
          onClose: () => (menu.value = null),
        }),
      ]); // prettier-ignore
    };
  },
  { name: 'RunGrid', props: ['model'] },
);
