import { computed, defineComponent, h } from 'vue';
import type { RunRow } from '../api/runRows';
import { buildAxes, rangeAround, type Axes } from '../chart/axes';
import type { Tip } from '../chart/ChartTooltip';
import { go, pathTo } from '../app/router';
import { formatNumber } from '../format/numbers';
import { CanvasPlot } from '../panels/CanvasPlot';
import { t } from '../text/text';
import { colourOf } from '../theme/palette';
import { token } from '../theme/theme';
import { bestSoFar } from './bestSoFar';
import { metricOf } from './searchRuns';

const REACH = 24;
const LARGE = 4.5;
const SMALL = 2.5;
const MANY = 300;

/** The metric of a search's runs in the order in which they were made, and the best so far as a line. A press opens a run. */
export const SweepCurve = defineComponent<{
  entity: string;
  project: string;
  /** In their order. */
  runs: readonly RunRow[];
  metric: string;
  name: string;
  isMaximized: boolean;
}>(
  (props) => {
    const values = computed(() => props.runs.map((run) => metricOf(run, props.metric)));
    const best = computed(() => bestSoFar(values.value, props.isMaximized));
    const known = computed(() => values.value.filter((value): value is number => value !== null && Number.isFinite(value)));

    function paint(on: CanvasRenderingContext2D, axes: Axes): void {
      on.beginPath();
      let isDown = false;
      best.value.forEach((value, index) => {
        if (value === null) return;
        const [x, y] = [axes.x.at(index + 1), axes.y.at(value)];
        // A step: the best stays what it was until it is beaten.
        if (isDown) on.lineTo(x, axes.y.at(best.value[index - 1] ?? value));
        (isDown ? on.lineTo : on.moveTo).call(on, x, y);
        isDown = true;
      });
      on.strokeStyle = token('--accent');
      on.lineWidth = 2;
      on.stroke();
      const radius = props.runs.length > MANY ? SMALL : LARGE;
      values.value.forEach((value, index) => {
        const run = props.runs[index];
        if (value === null || !Number.isFinite(value) || !run) return;
        on.beginPath();
        on.arc(axes.x.at(index + 1), axes.y.at(value), radius, 0, 2 * Math.PI);
        on.fillStyle = colourOf(run.name);
        on.globalAlpha = 0.85;
        on.fill();
        on.globalAlpha = 1;
        on.lineWidth = 1;
        on.strokeStyle = token('--surface');
        on.stroke();
      });
    }

    /** The run that is the nearest to a place. */
    function near(axes: Axes, left: number, top: number): number | null {
      let found: number | null = null;
      let least = REACH;
      values.value.forEach((value, index) => {
        if (value === null || !Number.isFinite(value)) return;
        const distance = Math.hypot(axes.x.at(index + 1) - left, axes.y.at(value) - top);
        if (distance < least) [found, least] = [index, distance];
      });
      return found;
    }

    function tip(axes: Axes, left: number, top: number): Tip | null {
      const index = near(axes, left, top);
      const run = index === null ? undefined : props.runs[index];
      const value = index === null ? null : values.value[index] ?? null;
      if (index === null || !run || value === null) return null;
      return {
        head: `${t('sweep.curve.run', { n: index + 1 })} · ${run.displayName}`, left: axes.x.at(index + 1), top: axes.y.at(value),
        rows: [
          { label: props.name, value: formatNumber(value), colour: colourOf(run.name) },
          { label: t('sweep.curve.bestSoFar'), value: formatNumber(best.value[index] ?? value), colour: token('--accent') },
        ],
      }; // prettier-ignore
    }

    return () =>
      known.value.length === 0
        ? h('p', { class: 'chart-empty' }, t('sweep.curve.none', { name: props.name }))
        : h(CanvasPlot, {
            label: t('sweep.curve.label', { name: props.name, n: known.value.length }),
            axes: (size) => {
              const y = rangeAround(known.value);
              const axes = y && buildAxes({ range: [0.5, Math.max(1.5, props.runs.length + 0.5)] }, { range: y }, size.width, size.height);
              // There is no run one and a half.
              return axes && { ...axes, xTicks: axes.xTicks.filter((tick) => Number.isInteger(tick.value)) };
            },
            paint,
            tip,
            onPress: (axes, left, top) => {
              const index = near(axes, left, top);
              const run = index === null ? undefined : props.runs[index];
              if (run) go(pathTo(props.entity, props.project, 'runs', run.name));
            },
          });
  },
  { name: 'SweepCurve', props: ['entity', 'project', 'runs', 'metric', 'name', 'isMaximized'] },
);
