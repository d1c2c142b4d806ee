import { h, type VNode } from 'vue';
import type { RunRow } from '../api/runRows';
import { pathTo } from '../app/router';
import { formatCount } from '../format/numbers';
import { nameOf } from '../filter/nameOf';
import { t } from '../text/text';
import { colourOf } from '../theme/palette';
import { Icon } from '../ui/Icon';
import type { Column } from './columns';
import type { TableItem } from './GroupTree';
import { runCell } from './runCell';
import type { TableModel } from './TableModel';
import { valueText } from './valueText';

const INDENT = 20;

/** Where a row stands, and what of it is on the screen. */
export interface RowPlace {
  readonly index: number;
  readonly top: number;
  readonly width: number;
  readonly pinnedWidth: number;
  readonly pinnedCount: number;
  readonly columns: readonly Column[];
  readonly lefts: readonly number[];
  readonly widths: readonly number[];
  readonly span: readonly [number, number];
  readonly activeColumn: number | null;
  readonly editing: string | null;
  readonly screen: number;
  readonly numeric: ReadonlySet<string>;
}

export interface RowEvents {
  onChoose: () => void;
  onEdit: (key: string) => void;
  onEndEdit: () => void;
}

function frame(place: RowPlace, key: string, attributes: Record<string, unknown>, pinned: VNode[], cells: VNode[]): VNode {
  return h('div', {
    key, role: 'row', 'aria-rowindex': place.index + 2, ...attributes,
    style: { top: `${place.top}px`, width: `${place.width}px` },
  }, [h('div', { class: 'grid-pinned', style: { width: `${place.pinnedWidth}px` } }, pinned), ...cells]); // prettier-ignore
}

const cellStyle = (place: RowPlace, index: number): Record<string, string> => ({
  left: `${place.lefts[index] ?? 0}px`,
  width: `${place.widths[index] ?? 0}px`,
});

/** The columns that are in the page: the pinned ones, and those on the screen. */
function each(place: RowPlace, make: (column: Column, index: number) => VNode): [VNode[], VNode[]] {
  const [first, end] = place.span;
  return [
    place.columns.slice(0, place.pinnedCount).map((column, index) => make(column, index)),
    place.columns.slice(first, end).map((column, index) => make(column, first + index)),
  ];
}

export function runRow(model: TableModel, run: RunRow, depth: number, place: RowPlace, events: RowEvents): VNode {
  const isChosen = model.selection.has(run);
  const [pinned, free] = each(place, (column, index) =>
    runCell(model, {
      run, columnKey: column.key, id: `cell-${place.index}-${index}`, index,
      address: pathTo(model.entity, model.project, 'runs', run.name),
      style: index === 0 && depth > 0 ? { ...cellStyle(place, index), paddingLeft: `${10 + depth * INDENT}px` } : cellStyle(place, index),
      isNumeric: place.numeric.has(column.key), isActive: place.activeColumn === index, isEditing: place.editing === column.key,
      onEdit: () => events.onEdit(column.key), onEndEdit: events.onEndEdit,
    }),
  ); // prettier-ignore
  const box = h('div', {
    class: ['grid-cell check', place.activeColumn === -1 && 'active'], role: 'gridcell', id: `cell-${place.index}--1`,
    key: 'check',
  }, [
    h('input', {
      type: 'checkbox', checked: isChosen, tabindex: -1, 'aria-label': t('table.chooseRun', { name: run.displayName }),
      onClick: (event: MouseEvent) => {
        if (event.shiftKey) model.selection.extend(place.index, (row) => model.run(model.item(row)));
        else model.selection.toggle(run, place.index);
        events.onChoose();
      },
    }),
    h('span', { class: 'swatch', style: { background: colourOf(run.name) } }),
  ]); // prettier-ignore
  return frame(place, run.name, {
    class: ['grid-row', isChosen && 'chosen', place.editing && 'editing', place.index % 2 === 1 && 'odd'], 'aria-selected': isChosen, 'data-run': run.name,
  }, [box, ...pinned], free); // prettier-ignore
}

export function groupRow(model: TableModel, item: TableItem & { kind: 'group' }, place: RowPlace): VNode {
  const { node } = item;
  const { group } = node;
  const label = group.value === null ? t('group.none') : valueText(group.value, node.key);
  const number = (column: Column): VNode | string => {
    const at = model.aggregated.findIndex((one) => one.key === column.key);
    const value = at < 0 ? null : group.aggregates[at] ?? null;
    return value === null || !column.aggregate ? '' : h('span', {
      title: `${t(`aggregate.${column.aggregate}`)} · ${value}`,
    }, valueText(value, column.key));
  };
  // The label covers what is pinned, and as much as it needs where less is.
  const width = Math.min(Math.max(place.pinnedWidth, 300), place.screen);
  const covered = (index: number): boolean => (place.lefts[index] ?? 0) < width;
  const [, free] = each(place, (column, index) =>
    h('div', {
      key: column.key, class: ['grid-cell numeric', place.activeColumn === index && 'active'], role: 'gridcell', id: `cell-${place.index}-${index}`,
      'aria-colindex': index + 2, style: cellStyle(place, index),
    }, [covered(index) ? '' : number(column)]),
  ); // prettier-ignore
  const head = h('div', {
    class: 'grid-cell group-label', key: 'label', role: 'gridcell', id: `cell-${place.index}-0`,
    style: { left: '0', width: `${width}px`, paddingLeft: `${12 + node.depth * INDENT}px` },
  }, [
    h('button', { type: 'button', class: 'fold', tabindex: -1, 'aria-expanded': node.isOpen, onClick: () => model.toggleGroup(item) }, [
      h(Icon, { name: node.isOpen ? 'chevronDown' : 'chevronRight' }),
      h('span', { class: 'faint group-key' }, nameOf(node.key)),
      h('span', { class: 'group-value', title: label }, label),
      h('span', { class: 'count' }, formatCount(group.count)),
    ]),
  ]);
  return frame(place, `group ${node.id}`, { class: ['grid-row', 'group', `depth-${node.depth}`], 'aria-expanded': node.isOpen, 'aria-level': node.depth + 1 }, [head], free);
}

export function waitingRow(place: RowPlace): VNode {
  const [pinned, free] = each(place, (column, index) =>
    h('div', { key: column.key, class: 'grid-cell', role: 'gridcell', style: cellStyle(place, index) }, [h('span', { class: 'waiting' })]),
  );
  return frame(place, `waiting ${place.index}`, { class: 'grid-row' }, pinned, free);
}
