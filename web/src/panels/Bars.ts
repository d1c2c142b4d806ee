import { defineComponent, h } from 'vue';
import { formatNumber } from '../format/numbers';

/** One bar, from zero to a value. */
export interface Bar {
  readonly id: string;
  readonly label: string;
  readonly colour: string;
  readonly value: number;
  /** How far values lie apart that the bar stands for. */
  readonly spread?: readonly [number, number] | null;
}

/** Horizontal bars, one below the other, each with its name and value; what is not finite has a value but no bar. */
export const Bars = defineComponent<{ bars: readonly Bar[]; label: string }>(
  (props) => () => {
    const ends = props.bars.flatMap((bar) => [bar.value, ...(bar.spread ?? [])]).filter(Number.isFinite);
    const low = Math.min(0, ...ends);
    const high = Math.max(0, ...ends);
    const part = (value: number): number => ((value - low) / (high - low || 1)) * 100;
    return h('ul', { class: 'bars', 'aria-label': props.label }, props.bars.map((bar) => {
      const from = part(Math.min(0, bar.value));
      const to = part(Math.max(0, bar.value));
      return h('li', { key: bar.id, class: 'bar-row' }, [
        h('span', { class: 'bar-name', title: bar.label }, bar.label),
        h('span', { class: 'bar-track' }, [
          Number.isFinite(bar.value) && h('i', { class: 'bar', style: { left: `${from}%`, width: `${to - from}%`, background: bar.colour } }),
          bar.spread &&
            h('i', { class: 'bar-spread', style: { left: `${part(bar.spread[0])}%`, width: `${part(bar.spread[1]) - part(bar.spread[0])}%` } }),
        ]),
        h('span', { class: 'bar-value number' }, formatNumber(bar.value, 4)),
      ]);
    })); // prettier-ignore
  },
  { name: 'Bars', props: ['bars', 'label'] },
);
