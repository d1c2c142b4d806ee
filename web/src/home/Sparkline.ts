import { computed, defineComponent, h } from 'vue';
import type { Curve } from '../chart/curve';

const WIDTH = 260;
const HEIGHT = 64;

/** Curves without axes. */
export const Sparkline = defineComponent<{ curves: readonly Curve[]; colours: readonly string[] }>(
  (props) => {
    const paths = computed(() => {
      const all = (pick: (curve: Curve) => Float64Array): number[] => props.curves.flatMap((curve) => [...pick(curve)].filter(Number.isFinite));
      const [x0, x1] = extent(all((curve) => curve.xLast));
      const [y0, y1] = extent(all((curve) => curve.mean));
      return props.curves.map((curve) => {
        const points: string[] = [];
        for (let index = 0; index < curve.count; index += 1) {
          const y = curve.mean[index] as number;
          if (!Number.isFinite(y)) continue;
          const left = (((curve.xLast[index] as number) - x0) / (x1 - x0 || 1)) * WIDTH;
          const top = HEIGHT - 3 - ((y - y0) / (y1 - y0 || 1)) * (HEIGHT - 6);
          points.push(`${left.toFixed(1)},${top.toFixed(1)}`);
        }
        return points.join(' ');
      });
    });
    return () =>
      h('svg', { class: 'sparkline', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
        paths.value.map((points, index) =>
          h('polyline', { points, fill: 'none', stroke: props.colours[index], 'stroke-width': 1.5, 'vector-effect': 'non-scaling-stroke' }),
        )); // prettier-ignore
  },
  { name: 'Sparkline', props: ['curves', 'colours'] },
);

function extent(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
}
