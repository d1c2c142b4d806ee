import '../app/shared';
import { computed, defineComponent, h, type Component } from 'vue';
import { buildAxes, rangeAround } from '../chart/axes';
import { formatNumber } from '../format/numbers';
import { go, pathTo } from '../app/router';
import { t } from '../text/text';
import { token } from '../theme/theme';
import { CanvasPlot } from './CanvasPlot';
import { comparedNumber, comparedRuns, type ComparedRun } from './comparedRuns';
import { PanelFrame, titleOf } from './PanelFrame';
import { panelProps, type PanelProps } from './panelProps';

interface Dot {
  readonly of: ComparedRun;
  readonly x: number;
  readonly y: number;
}

const REACH = 18;

/** Runs as dots: one value of each by another. A press on a dot opens its run. */
export const ScatterPanel: Component<PanelProps> = defineComponent<PanelProps>(
  (props) => {
    const { root, runs, isLoading } = comparedRuns(props);
    const names = computed(() => [props.spec.keys[0] ?? '', props.spec.keys[1] ?? ''] as const);
    const dots = computed<Dot[]>(() =>
      runs.value.flatMap((of) => {
        const [x, y] = names.value.map((name) => comparedNumber(of, name));
        return typeof x === 'number' && typeof y === 'number' && Number.isFinite(x) && Number.isFinite(y) ? [{ of, x, y }] : [];
      }),
    );
    const logs = computed(() => [props.spec.options['logx'] === 'on', props.spec.options['logy'] === 'on'] as const);
    const isBest = computed(() => best(dots.value, props.spec.options['frontier'] ?? ''));

    function plot(): ReturnType<typeof h> {
      const shown = dots.value;
      const [logX, logY] = logs.value;
      const near = (axes: NonNullable<ReturnType<typeof buildAxes>>, left: number, top: number): Dot | null => {
        let found: Dot | null = null;
        let least = REACH;
        for (const dot of shown) {
          const distance = Math.hypot(axes.x.at(dot.x) - left, axes.y.at(dot.y) - top);
          if (distance < least) [found, least] = [dot, distance];
        }
        return found;
      };
      return h(CanvasPlot, {
        label: t('scatter.label', { title: titleOf(props), n: shown.length }),
        axes: (size) => {
          const x = rangeAround(shown.map((dot) => dot.x), logX);
          const y = rangeAround(shown.map((dot) => dot.y), logY);
          return x && y && buildAxes({ range: x, log: logX }, { range: y, log: logY }, size.width, size.height - 16);
        },
        paint: (on, axes) => {
          on.font = token('--chart-font');
          on.fillStyle = token('--muted');
          on.textBaseline = 'bottom';
          on.textAlign = 'right';
          on.fillText(`${short(names.value[0])} →`, axes.plot.right, axes.plot.bottom + 38);
          on.textAlign = 'left';
          on.fillText(`↑ ${short(names.value[1])}`, axes.plot.left, axes.plot.bottom + 38);
          if (isBest.value.length > 1) {
            on.beginPath();
            isBest.value.forEach((dot, index) => (index === 0 ? on.moveTo : on.lineTo).call(on, axes.x.at(dot.x), axes.y.at(dot.y)));
            on.strokeStyle = token('--muted');
            on.setLineDash([4, 3]);
            on.stroke();
            on.setLineDash([]);
          }
          for (const { of, x, y } of shown) {
            on.beginPath();
            on.arc(axes.x.at(x), axes.y.at(y), 4.5, 0, 2 * Math.PI);
            on.fillStyle = of.run.colour;
            on.globalAlpha = 0.85;
            on.fill();
            on.globalAlpha = 1;
            on.strokeStyle = token('--surface');
            on.stroke();
          }
        },
        tip: (axes, left, top) => {
          const dot = near(axes, left, top);
          return dot && {
            head: dot.of.run.label, left: axes.x.at(dot.x), top: axes.y.at(dot.y),
            rows: [dot.x, dot.y].map((value, index) => ({ label: short(names.value[index] ?? ''), value: formatNumber(value), colour: dot.of.run.colour })),
          }; // prettier-ignore
        },
        onPress: (axes, left, top) => {
          const dot = near(axes, left, top);
          if (dot) go(pathTo(props.context.entity, props.context.project, 'runs', dot.of.run.name));
        },
      });
    }

    return () =>
      h(PanelFrame, { panel: props, isLoading: isLoading.value }, {
        default: () =>
          h('div', { class: 'panel-fill', ref: root }, [
            dots.value.length > 0 ? plot() : !isLoading.value && h('p', { class: 'chart-empty' }, t('scatter.none')),
          ]),
      }); // prettier-ignore
  },
  { name: 'ScatterPanel', props: panelProps },
);

const short = (name: string): string => name.replace(/^(config|summary)\./, '');

/** The dots that no other beats in both ways, by x: `min` or `max` says which y is better, and less x is better. */
function best(dots: readonly Dot[], direction: string): Dot[] {
  if (direction !== 'min' && direction !== 'max') return [];
  const sorted = [...dots].sort((a, b) => a.x - b.x);
  const found: Dot[] = [];
  for (const dot of sorted) {
    const last = found[found.length - 1];
    if (!last || (direction === 'min' ? dot.y < last.y : dot.y > last.y)) found.push(dot);
  }
  return found;
}
