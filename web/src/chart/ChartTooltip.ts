import { defineComponent, h } from 'vue';
import { formatNumber } from '../format/numbers';
import { t } from '../text/text';
import type { Reading } from './pointing';

const ROWS = 14;
const ROW_HEIGHT = 19.4;

/** How high a tooltip with so many readings becomes, in pixels. */
export const tooltipHeight = (rows: number): number => Math.min(rows, ROWS) * ROW_HEIGHT + (rows > ROWS ? 60 : 42);

/** The values of all lines under the pointer; with many lines, those around the nearest one. */
export const ChartTooltip = defineComponent<{
  heading: string;
  readings: readonly Reading[];
  nearest: Reading | null;
  left: number;
  top: number;
  isLeft: boolean;
}>(
  (props) => () => {
    const { readings, nearest } = props;
    const centre = nearest ? readings.indexOf(nearest) : 0;
    const first = Math.max(0, Math.min(centre - Math.floor(ROWS / 2), readings.length - ROWS));
    const rows = readings.slice(first, first + ROWS);
    return h(
      'div',
      {
        class: ['chart-tooltip', props.isLeft && 'to-left'],
        style: { left: `${props.left}px`, top: `${props.top}px` },
        role: 'status',
      },
      [
        h('div', { class: 'chart-tooltip-head' }, props.heading),
        h('table', null, [
          h('tbody', null, rows.map((reading) => row(reading, reading === nearest))),
        ]),
        rows.length < readings.length &&
          h('div', { class: 'chart-tooltip-more' }, t('chart.more', { n: readings.length - rows.length })),
      ],
    );
  },
  { name: 'ChartTooltip', props: ['heading', 'readings', 'nearest', 'left', 'top', 'isLeft'] },
);

function row(reading: Reading, isNearest: boolean): ReturnType<typeof h> {
  const { spread } = reading;
  return h('tr', { key: reading.line.curve.run + reading.line.curve.key, class: isNearest ? 'nearest' : '' }, [
    h('td', { class: 'chart-tooltip-name' }, [
      h('span', { class: 'swatch', style: { background: reading.line.colour } }),
      reading.line.label,
    ]),
    h('td', { class: 'number' }, reading.special ?? formatNumber(reading.y)),
    h('td', { class: 'number faint' }, spread ? `${formatNumber(spread[0], 4)} … ${formatNumber(spread[1], 4)}` : ''),
  ]);
}
