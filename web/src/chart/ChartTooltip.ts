import { defineComponent, h } from 'vue';

export interface TipRow {
  readonly label: string;
  readonly value: string;
  /** Said after the value, more quietly. */
  readonly more?: string;
  readonly colour?: string;
  readonly isNearest?: boolean;
}

/** What stands beside the pointer. */
export interface Tip {
  readonly head: string;
  readonly rows: readonly TipRow[];
  /** What happened here, such as that a run began as a fork. */
  readonly notes?: readonly TipRow['label'][];
  /** Said below the rows. */
  readonly foot?: string;
  /** The place that it is about, in pixels. */
  readonly left: number;
  readonly top: number;
}

const ASIDE = 12;

/** What is said of the place that somebody points at, on the side of it where there is more room. */
export const ChartTooltip = defineComponent<{ tip: Tip; width: number }>(
  (props) => () => {
    const { head, rows, notes = [], foot, left, top } = props.tip;
    const isLeft = left > props.width / 2;
    const style = { left: `${left + (isLeft ? -ASIDE : ASIDE)}px`, top: `${top}px` };
    return h('div', { class: ['chart-tooltip', isLeft && 'to-left'], style, role: 'status' }, [
      h('div', { class: 'chart-tooltip-head' }, head),
      ...notes.map((note) => h('p', { class: 'chart-tooltip-note', key: note }, note)),
      h('table', null, [h('tbody', null, rows.map(row))]),
      foot && h('div', { class: 'chart-tooltip-more' }, foot),
    ]);
  },
  { name: 'ChartTooltip', props: ['tip', 'width'] },
);

const row = ({ label, value, more, colour, isNearest }: TipRow, index: number): ReturnType<typeof h> =>
  h('tr', { key: index, class: isNearest ? 'nearest' : '' }, [
    h('td', { class: 'chart-tooltip-name' }, [colour && h('span', { class: 'swatch', style: { background: colour } }), label]),
    h('td', { class: 'number' }, value),
    more !== undefined && h('td', { class: 'number faint' }, more),
  ]);
