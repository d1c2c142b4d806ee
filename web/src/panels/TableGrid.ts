import { computed, defineComponent, h, ref, type VNode } from 'vue';
import type { Json } from '../api/json';
import { sizeOf } from '../chart/onScreen';
import { formatNumber } from '../format/numbers';
import { t } from '../text/text';
import type { DrawnRun } from '../workspace/panelContext';
import { fileAddress, mediaItems } from './media';
import { MediaView } from './MediaView';
import { cellText } from './tableData';

export interface GridRow {
  readonly cells: readonly Json[];
  readonly run: DrawnRun | undefined;
  readonly files?: ReadonlyMap<string, string> | undefined;
}

const LOW = 29;
const HIGH = 96;
const HEAD = 30;
const BEYOND = 6;
const nothing: ReadonlySet<string> = new Set();

/** A table of any length: only the rows in view are there. */
export const TableGrid = defineComponent<{
  at: { entity: string; project: string };
  columns: readonly string[];
  rows: readonly GridRow[];
  hasRuns: boolean;
  sorted: { column: number; isUp: boolean } | null;
  label: string;
  onSort: (column: number) => void;
}>(
  (props) => {
    const root = ref<HTMLElement | null>(null);
    const size = sizeOf(root);
    const top = ref(0);
    /** Rows with pictures are higher; the first rows tell. */
    const height = computed(() => (props.rows.slice(0, 20).some((row) => row.cells.some((cell) => mediaItems(cell).length > 0)) ? HIGH : LOW));
    const isNumber = computed(() =>
      props.columns.map((_, column) => props.rows.slice(0, 50).every((row) => typeof (row.cells[column] ?? 0) === 'number')),
    );

    function heading(name: string, column: number): VNode {
      const isSorted = props.sorted?.column === column;
      return h('th', {
        key: column, scope: 'col', class: isNumber.value[column] ? 'number' : '',
        'aria-sort': isSorted ? (props.sorted?.isUp ? 'ascending' : 'descending') : 'none',
      }, [
        h('button', { type: 'button', class: 'sort', title: name, onClick: () => props.onSort(column) }, [
          name, isSorted && h('span', { class: 'sort-sign', 'aria-hidden': 'true' }, props.sorted?.isUp ? ' ↑' : ' ↓'),
        ]),
      ]); // prettier-ignore
    }

    function cell(value: Json, row: GridRow): VNode | string {
      const { run } = row;
      if (typeof value === 'number') return formatNumber(value, 6);
      const [item] = mediaItems(value);
      if (item && run) return h(MediaView, { addressOf: (path: string) => row.files?.get(path) ?? fileAddress(props.at, run.name, path), item, hidden: nothing, onClass: () => undefined, isLarge: false });
      return cellText(value);
    }

    return () => {
      const first = Math.max(0, Math.floor(top.value / height.value) - BEYOND);
      const count = Math.ceil((size.value.height || 400) / height.value) + 2 * BEYOND;
      const rows = props.rows.slice(first, first + count);
      const below = Math.max(0, props.rows.length - first - rows.length) * height.value;
      const spacer = (pixels: number): VNode => h('tr', { 'aria-hidden': 'true' }, [h('td', { class: 'table-space', style: { height: `${pixels}px` } })]);
      return h('div', {
        class: ['table-grid', height.value === HIGH && 'with-media'], ref: root, tabindex: 0, role: 'region', 'aria-label': props.label,
        onScroll: (event: Event) => (top.value = Math.max(0, (event.target as HTMLElement).scrollTop - HEAD)),
      }, [
        h('table', { 'aria-rowcount': props.rows.length + 1 }, [
          h('thead', null, [h('tr', null, [
            props.hasRuns && h('th', { scope: 'col' }, t('panel.run')),
            ...props.columns.map(heading),
          ])]),
          h('tbody', null, [
            first > 0 && spacer(first * height.value),
            ...rows.map((row, index) =>
              h('tr', { key: first + index, 'aria-rowindex': first + index + 2, style: { height: `${height.value}px` } }, [
                props.hasRuns &&
                  h('td', { class: 'table-run' }, [h('span', { class: 'swatch', style: { background: row.run?.colour } }), row.run?.label]),
                ...props.columns.map((_, column) => {
                  const value = row.cells[column] ?? null;
                  return h('td', { key: column, class: typeof value === 'number' ? 'number' : '', title: cellText(value) }, [cell(value, row)]);
                }),
              ]),
            ),
            below > 0 && spacer(below),
          ]),
        ]),
      ]); // prettier-ignore
    };
  },
  { name: 'TableGrid', props: ['at', 'columns', 'rows', 'hasRuns', 'sorted', 'label', 'onSort'] },
);
