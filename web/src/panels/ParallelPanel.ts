import '../app/shared';
import { computed, defineComponent, h, ref, type Component, type VNode } from 'vue';
import { sizeOf } from '../chart/onScreen';
import { t } from '../text/text';
import { comparedName, comparedRuns } from './comparedRuns';
import { importantNames } from './importance';
import { parallelAxis, type ParallelAxis } from './parallelAxes';
import { PanelFrame, titleOf } from './PanelFrame';
import { panelProps, type PanelProps } from './panelProps';
import { ramp } from './ramp';
import { valueOf } from './runValues';

const TOP = 34;
const BOTTOM = 30;
const SIDE = 48;

type Brush = readonly [number, number];

/** Each run as a line through its config and results; dragging on an axis keeps the runs that pass there. */
export const ParallelPanel: Component<PanelProps> = defineComponent<PanelProps>(
  (props) => {
    const { root, runs, isLoading } = comparedRuns(props);
    const size = sizeOf(root);
    const brushes = ref<ReadonlyMap<string, Brush>>(new Map());
    const pointed = ref('');

    const names = computed(() => (props.spec.keys.length > 0 ? props.spec.keys.map(comparedName) : importantNames(runs.value.map((one) => one.value), props.board.keys())));
    const axes = computed<ParallelAxis[]>(() =>
      names.value.flatMap((name) => parallelAxis(name, runs.value.map((one) => valueOf(one.value, name))) ?? []),
    );
    const lines = computed(() => runs.value.map(({ run, value }) => ({ run, places: axes.value.map((axis) => axis.at(valueOf(value, axis.name))) })));
    const x = (index: number): number => SIDE + (index * (size.value.width - 2 * SIDE)) / Math.max(1, axes.value.length - 1);
    const y = (place: number): number => size.value.height - BOTTOM - place * (size.value.height - TOP - BOTTOM);
    const isKept = (places: readonly (number | null)[]): boolean =>
      axes.value.every((axis, index) => {
        const brush = brushes.value.get(axis.name);
        const place = places[index];
        return !brush || (typeof place === 'number' && place >= brush[0] && place <= brush[1]);
      });

    function drag(event: PointerEvent, axis: ParallelAxis): void {
      const element = event.currentTarget as SVGElement;
      const bounds = element.ownerSVGElement?.getBoundingClientRect();
      if (!bounds || event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      const part = (at: number): number => Math.max(0, Math.min(1, (size.value.height - BOTTOM - (at - bounds.top)) / (size.value.height - TOP - BOTTOM)));
      const start = part(event.clientY);
      let isDragged = false;
      const move = (next: PointerEvent): void => {
        const end = part(next.clientY);
        isDragged ||= Math.abs(end - start) > 0.02;
        if (isDragged) brushes.value = new Map(brushes.value).set(axis.name, [Math.min(start, end), Math.max(start, end)]);
      };
      element.addEventListener('pointermove', move);
      element.addEventListener('lostpointercapture', () => {
        element.removeEventListener('pointermove', move);
        if (isDragged) return;
        const next = new Map(brushes.value);
        next.delete(axis.name);
        brushes.value = next;
      }, { once: true }); // prettier-ignore
    }

    function pathOf(places: readonly (number | null)[]): string {
      let text = '';
      let isDown = false;
      places.forEach((place, index) => {
        if (place === null) return void (isDown = false);
        text += `${isDown ? 'L' : 'M'}${x(index).toFixed(1)} ${y(place).toFixed(1)}`;
        isDown = true;
      });
      return text;
    }

    function axisOf(axis: ParallelAxis, index: number): VNode {
      const brush = brushes.value.get(axis.name);
      const isLast = index === axes.value.length - 1;
      const label = axis.name.replace(/^(config|summary)\./, '');
      return h('g', { key: axis.name, transform: `translate(${x(index)} 0)` }, [
        h('text', { class: 'parallel-name', y: 16, 'text-anchor': index === 0 ? 'start' : isLast ? 'end' : 'middle', x: index === 0 ? -SIDE + 8 : isLast ? SIDE - 8 : 0 }, shortened(label)),
        h('line', { class: 'parallel-axis', y1: TOP, y2: size.value.height - BOTTOM }),
        ...axis.ticks.map((tick) =>
          h('text', { class: 'parallel-tick', key: tick.at, y: y(tick.at) + 3.5, x: 6, 'text-anchor': 'start' }, shortened(tick.label)),
        ),
        brush && h('rect', { class: 'parallel-brush', x: -7, width: 14, y: y(brush[1]), height: Math.max(2, y(brush[0]) - y(brush[1])) }),
        h('rect', {
          class: 'parallel-hit', x: -14, width: 28, y: TOP - 6, height: Math.max(0, size.value.height - TOP - BOTTOM + 12),
          onPointerdown: (event: PointerEvent) => drag(event, axis),
        }),
      ]); // prettier-ignore
    }

    function drawing(): VNode {
      const last = axes.value.length - 1;
      const kept = lines.value.filter((line) => isKept(line.places));
      const shown = pointed.value ? lines.value.find((line) => line.run.name === pointed.value) : undefined;
      return h('div', { class: 'parallel' }, [
        h('svg', { width: size.value.width, height: size.value.height, role: 'img', 'aria-label': t('parallel.label', { title: titleOf(props), n: runs.value.length }) }, [
          ...lines.value.filter((line) => !kept.includes(line)).map((line) => h('path', { key: line.run.name, class: 'parallel-line off', d: pathOf(line.places) })),
          ...kept.map((line) =>
            h('path', {
              key: line.run.name, class: ['parallel-line', pointed.value === line.run.name && 'pointed'], d: pathOf(line.places),
              stroke: ramp(line.places[last] ?? 0), onPointerenter: () => (pointed.value = line.run.name), onPointerleave: () => (pointed.value = ''),
            }),
          ),
          ...axes.value.map(axisOf),
        ]),
        h('p', { class: 'parallel-foot faint', role: 'status' }, shown ? shown.run.label : t('parallel.kept', { kept: kept.length, n: lines.value.length })),
      ]); // prettier-ignore
    }

    return () =>
      h(PanelFrame, { panel: props, isLoading: isLoading.value }, {
        default: () =>
          h('div', { class: 'panel-fill', ref: root }, [
            axes.value.length > 1 && size.value.width > 0 ? drawing() : !isLoading.value && h('p', { class: 'chart-empty' }, t('parallel.none')),
          ]),
      }); // prettier-ignore
  },
  { name: 'ParallelPanel', props: panelProps },
);

const shortened = (text: string): string => (text.length > 18 ? `${text.slice(0, 8)}…${text.slice(-8)}` : text);
