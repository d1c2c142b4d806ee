import { computed, defineComponent, h, ref, shallowRef, watch, type Component, type VNode } from 'vue';
import { curveID } from '../chart/curve';
import { exportChart, type ExportFormat } from '../chart/export';
import { groupedLines } from '../chart/grouping';
import { LineChart } from '../chart/LineChart';
import { noZoom, type ChartOptions, type Line, type Zoom } from '../chart/model';
import { onScreen, sizeOf } from '../chart/onScreen';
import { Bars } from '../panels/Bars';
import { PanelFrame, titleOf } from '../panels/PanelFrame';
import { panelProps, type PanelProps } from '../panels/panelProps';
import { t } from '../text/text';
import { IconButton } from '../ui/IconButton';
import { Popover } from '../ui/Popover';
import { axisOf, type ChartFlag } from './chartSettings';
import { curveStore, type Wanted } from './curveStore';
import { groupsOf } from './groups';
import { withLineage, type LineageView } from './lineageMarks';
import { panelPicture } from '../pictures/panelPicture';
import { PictureView } from '../pictures/PictureView';
import { pointStore } from './pointStore';
import { runsVersion } from './runsVersion';
import { systemName } from './sections';

const LEGEND = 6;
/** What the y axis takes of a chart's width, at least. */
const AXIS_ROOM = 56;
const formats: readonly ExportFormat[] = ['png', 'svg', 'csv'];
const none: ReadonlyMap<string, never> = new Map<string, never>();

/** The curves of some keys for all chosen runs; with a single value each, bars. */
export const ChartPanel: Component<PanelProps> = defineComponent<PanelProps>(
  (props) => {
    const root = ref<HTMLElement | null>(null);
    const isOnScreen = onScreen(root, 300);
    const size = sizeOf(root);
    const place = { size, isOnScreen };
    const ownZoom = shallowRef<Zoom>(noZoom);
    const { context } = props;
    const settings = context.settings;

    const x = computed(() => props.spec.options['x'] || settings.x);
    const flag = (name: ChartFlag): boolean => (props.spec.options[name] ? props.spec.options[name] === 'on' : settings.has(name));
    const options = computed<ChartOptions>(() => {
      const axis = axisOf(x.value);
      const shared = settings.options;
      return {
        ...shared, axis, logX: flag('logx') && axis !== 'clock', logY: flag('logy'), clip: flag('clip'),
        band: flag('band') || settings.groupBy !== '',
      }; // prettier-ignore
    });
    const zoom = computed(() => (settings.has('sync') && x.value === settings.x ? context.zoom.value : ownZoom.value));
    const picture = panelPicture(props, { size, zoom, options, x });
    const wanted = (): Wanted | null => {
      if (!isOnScreen.value || size.value.width === 0 || props.runs.length === 0 || props.spec.keys.length === 0) return null;
      if (!context.pictures.isReady.value || (picture.value && !context.pictures.isTouched.value)) return null;
      return {
        keys: props.spec.keys,
        runs: props.runs.map((run) => run.name),
        version: runsVersion(props.runs),
        x: x.value,
        range: zoom.value.x,
        // One for each pixel between the axes, in steps of fifty, so that a few pixels more or less ask for nothing new.
        buckets: Math.max(100, Math.min(2000, Math.ceil((size.value.width - AXIS_ROOM) / 50) * 50)),
      };
    };
    const store = curveStore(context, wanted);
    const single = pointStore(context, wanted);
    const lineage = computed<LineageView>(() => ({
      lineages: context.lineages, x: x.value, isOwnOnly: settings.has('own'), drawn: new Map(props.runs.map((run) => [run.name, run.label])),
    })); // prettier-ignore
    const curves = computed<Line[]>(() => {
      const found = store.curves.value;
      const { keys } = props.spec;
      if (found.size === 0) return [];
      return keys.flatMap((key) => props.runs.flatMap((run) => {
        const curve = found.get(curveID(run.name, key));
        const label = keys.length > 1 ? `${run.label} · ${systemName(key)}` : run.label;
        if (!curve || curve.count === 0) return [];
        return [withLineage({ curve, label, colour: colourFor(run.colour, keys.indexOf(key)) }, lineage.value)];
      })); // prettier-ignore
    });
    watch(() => isOnScreen.value && props.runs.map((run) => run.name), (runs) => {
      if (runs) context.lineages.want(runs);
    }, { immediate: true }); // prettier-ignore
    watch(() => isOnScreen.value && ([context.lineages.all.value, x.value] as const), (known) => {
      if (known) context.lineages.wantPlaces(props.runs.map((run) => run.name), x.value);
    }, { immediate: true }); // prettier-ignore
    watch(() => settings.groupBy !== '' && isOnScreen.value && props.runs.map((run) => run.name), (runs) => {
      if (runs) context.values.want(runs);
    }, { immediate: true }); // prettier-ignore
    const lines = computed<Line[]>(() => {
      const { groupBy, grouping } = settings;
      return groupBy === '' ? curves.value : groupedLines(groupsOf(curves.value, props.runs, groupBy, context.values.all.value), grouping);
    });
    /** A single value of each run says more as a bar than as a dot. */
    const isSingle = computed(() =>
      zoom.value.x === null && settings.groupBy === '' && context.stream === 'metrics' && lines.value.length > 0 &&
      lines.value.every(({ curve }) => curve.count === 1 && curve.exact),
    ); // prettier-ignore

    function setZoom(next: Zoom | null): void {
      if (settings.has('sync') && x.value === settings.x) context.zoom.value = next ? { x: next.x, y: null } : noZoom;
      else ownZoom.value = next ?? noZoom;
    }
    const isZoomed = (): boolean => zoom.value.x !== null || zoom.value.y !== null;

    const tools = (): VNode[] => [
      ...(isZoomed() ? [h(IconButton, { icon: 'reset', label: t('chart.resetZoom'), onPress: () => setZoom(null) })] : []),
      h(Popover, { icon: 'download', label: t('chart.export') }, () =>
        h('div', { class: 'menu' }, formats.map((format) =>
          h('button', {
            type: 'button', class: 'menu-item',
            onClick: () => void exportChart(format, titleOf(props), lines.value, options.value, zoom.value),
          }, format.toUpperCase()),
        )),
      ), // prettier-ignore
    ];

    function legend(): VNode | false {
      const isOne = props.runs.length < 2 && props.spec.keys.length < 2;
      if (isOne || isSingle.value || lines.value.length === 0 || (lines.value.length > LEGEND && !props.isEnlarged)) return false;
      return h('ul', { class: ['legend', props.isEnlarged && 'whole'] }, lines.value.map((line) =>
        h('li', { key: curveID(line.curve.run, line.curve.key) }, [h('span', { class: 'swatch', style: { background: line.colour } }), line.label]),
      )); // prettier-ignore
    }

    /** Whether it may still turn out that there is something to draw. */
    const isWaiting = (): boolean => store.isLoading.value || size.value.width === 0 || !context.pictures.isReady.value;

    function body(): VNode | false {
      if (store.error.value instanceof Error && lines.value.length === 0) return h('p', { class: 'chart-empty' }, store.error.value.message);
      if (!isOnScreen.value) return false;
      if (isSingle.value) {
        const bars = lines.value.map(({ curve, label, colour }) => ({ id: curveID(curve.run, curve.key), label, colour, value: curve.mean[0] as number }));
        return h(Bars, { bars, label: t('chart.label', { key: titleOf(props), n: bars.length }) });
      }
      if (picture.value && lines.value.length === 0) {
        return h(PictureView, { picture: picture.value, label: t('chart.label', { key: titleOf(props), n: picture.value.lines }) });
      }
      return h(LineChart, {
        lines: lines.value,
        isLoading: isWaiting(),
        options: options.value,
        zoom: zoom.value,
        crosshair: context.crosshair,
        place,
        label: t('chart.label', { key: titleOf(props), n: lines.value.length }),
        points: settings.groupBy === '' ? single.points.value : none,
        onZoom: setZoom,
        onPoint: settings.groupBy === '' ? single.ask : () => undefined,
        onPainted: (canvas) => picture.painted(canvas, lines.value, !store.isLoading.value && !store.error.value),
      });
    }

    return () =>
      h(PanelFrame, { panel: props, isLoading: store.isLoading.value }, {
        tools,
        above: legend,
        default: () => h('div', { class: 'panel-fill', ref: root }, [body()]),
      }); // prettier-ignore
  },
  { name: 'ChartPanel', props: panelProps },
);

/** Further keys of a run are drawn paler or darker than its first one. */
function colourFor(colour: string, index: number): string {
  if (index === 0) return colour;
  const mix = [0.45, -0.35, 0.65, -0.55][(index - 1) % 4] ?? 0;
  const part = (at: number): number => {
    const value = parseInt(colour.slice(at, at + 2), 16);
    return Math.round(mix > 0 ? value + (255 - value) * mix : value * (1 + mix));
  };
  return `#${[1, 3, 5].map((at) => part(at).toString(16).padStart(2, '0')).join('')}`;
}
