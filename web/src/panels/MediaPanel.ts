import '../app/shared';
import { computed, defineComponent, h, ref, watch, type Component, type VNode } from 'vue';
import { members } from '../api/json';
import { onScreen } from '../chart/onScreen';
import { formatCount } from '../format/numbers';
import { t } from '../text/text';
import { IconButton } from '../ui/IconButton';
import { Popover } from '../ui/Popover';
import type { DrawnRun } from '../workspace/panelContext';
import { fileAddress, mediaItems, sampleAt, type MediaItem } from './media';
import { MediaView } from './MediaView';
import { labelsOf, type ClassLabels } from './regions';
import { PanelFrame, titleOf } from './PanelFrame';
import { panelProps, type PanelProps } from './panelProps';
import { sampleStore } from './sampleStore';
import { StepSlider } from './StepSlider';

const RUNS_AT_ONCE = 8;
const SAMPLES = 1000;
const ITEMS = 60;

/** How wide items are at least: small pictures need less room. */
function narrowest(items: readonly MediaItem[]): number {
  const widest = Math.max(...items.map((item) => item.width));
  return widest > 0 ? Math.max(56, Math.min(120, widest * 2)) : 120;
}

/** Pictures, sounds, films and pages of the shown runs side by side, at the step that a slider chooses. */
export const MediaPanel: Component<PanelProps> = defineComponent<PanelProps>(
  (props) => {
    const root = ref<HTMLElement | null>(null);
    const isOnScreen = onScreen(root, 300);
    const page = ref(0);
    const key = computed(() => props.spec.keys[0] ?? '');
    /** Null follows the newest step. */
    const chosenStep = ref<number | null>(null);
    const hidden = ref<ReadonlySet<string>>(new Set());
    const names = ref<ReadonlyMap<string, string>>(new Map());

    const shown = computed<readonly DrawnRun[]>(() => props.runs.slice(page.value * RUNS_AT_ONCE, (page.value + 1) * RUNS_AT_ONCE));
    watch(() => props.runs.length, (length) => {
      if (page.value * RUNS_AT_ONCE >= length) page.value = 0;
    }); // prettier-ignore
    const store = sampleStore(props.context, SAMPLES, () =>
      isOnScreen.value && shown.value.length > 0 ? { key: key.value, runs: shown.value.map((run) => run.name) } : null,
    );
    const steps = computed(() => {
      const all = new Set<number>();
      for (const samples of store.values.value.values()) for (const sample of samples) all.add(sample.step);
      return [...all].sort((a, b) => a - b);
    });
    const step = computed(() => chosenStep.value ?? steps.value[steps.value.length - 1] ?? 0);
    const columns = computed(() => {
      const wanted = Number(props.spec.options['size'] ?? 0);
      return wanted >= 60 && wanted <= 600 ? wanted : 0;
    });

    function label(name: string, text: string): void {
      if (names.value.get(name) !== text) names.value = new Map(names.value).set(name, text);
    }

    function toggle(name: string): void {
      const next = new Set(hidden.value);
      if (!next.delete(name)) next.add(name);
      hidden.value = next;
    }

    function ofRun(run: DrawnRun): VNode | false {
      const samples = store.values.value.get(run.name) ?? [];
      const sample = samples[sampleAt(samples, step.value)];
      if (samples.length === 0) return false;
      const items = sample ? mediaItems(sample.value) : [];
      return h('section', { class: 'media-run', key: run.name }, [
        props.runs.length > 1 &&
          h('h4', null, [
            h('span', { class: 'swatch', style: { background: run.colour } }),
            h('span', { class: 'media-run-name', title: run.label }, run.label),
            sample && sample.step !== step.value && h('span', { class: 'faint' }, t('panel.step', { n: formatCount(sample.step) })),
          ]),
        h('div', { class: 'media-items', style: { gridTemplateColumns: items.length > 1 || columns.value ? `repeat(auto-fill, minmax(min(${columns.value || narrowest(items)}px, 100%), 1fr))` : '' } },
          items.length === 0
            ? [h('p', { class: 'faint' }, t('panel.notYet'))]
            : items.slice(0, ITEMS).map((item, index) => view(run, item, index))),
        items.length > ITEMS && h('p', { class: 'faint' }, t('chart.more', { n: items.length - ITEMS })),
      ]); // prettier-ignore
    }

    // One function for each run as long as what it knows stays, so that masks are painted once.
    const classNames = computed(() => new Map(shown.value.map((run) => {
      const classes = props.context.values.all.value.get(run.name)?.maskClasses ?? {};
      return [run.name, (mask: string) => labelsOf(members(classes[`${key.value}_wandb_delimeter_${mask}`])['value'])] as const;
    }))); // prettier-ignore
    const classesOf = (run: string): ((mask: string) => ClassLabels) => classNames.value.get(run) ?? (() => new Map());
    const hasMasks = computed(() =>
      [...store.values.value.values()].some((samples) => samples.some(({ value }) => {
        const { masks, all_masks: all } = members(value);
        return masks !== undefined || all !== undefined;
      })),
    ); // prettier-ignore
    watch(() => hasMasks.value && shown.value.map((run) => run.name), (runs) => {
      if (runs) props.context.values.want(runs);
    }); // prettier-ignore

    const view = (run: DrawnRun, item: MediaItem, index: number): VNode =>
      h(MediaView, {
        key: `${index} ${item.kind}`, addressOf: (path: string) => fileAddress(props.context, run.name, path), item, hidden: hidden.value, classesOf: classesOf(run.name), onClass: label,
        isLarge: props.isEnlarged === true,
      }); // prettier-ignore

    const tools = (): (VNode | false)[] => [
      names.value.size > 0 &&
        h(Popover, { icon: 'layers', label: t('media.layers'), marked: hidden.value.size > 0 }, () =>
          h('div', { class: 'menu media-layers' }, [...names.value].sort(([a], [b]) => a.localeCompare(b)).map(([name, text]) =>
            h('label', { class: 'check menu-item', key: name }, [
              h('input', { type: 'checkbox', checked: !hidden.value.has(name), onChange: () => toggle(name) }),
              text,
            ]),
          )),
        ), // prettier-ignore
    ];

    function pages(): VNode | false {
      const count = Math.ceil(props.runs.length / RUNS_AT_ONCE);
      if (count < 2) return false;
      return h('span', { class: 'media-pages' }, [
        h(IconButton, { icon: 'chevronLeft', label: t('media.previousRuns'), disabled: page.value === 0, onPress: () => (page.value -= 1) }),
        h('span', { class: 'faint' }, t('media.pages', { page: page.value + 1, of: count })),
        h(IconButton, { icon: 'chevronRight', label: t('media.nextRuns'), disabled: page.value >= count - 1, onPress: () => (page.value += 1) }),
      ]);
    }

    function body(): VNode[] {
      const error = store.error.value;
      const runs = shown.value.map(ofRun).filter((one): one is VNode => one !== false);
      if (error instanceof Error && runs.length === 0) return [h('p', { class: 'chart-empty' }, error.message)];
      if (runs.length === 0) return store.isLoading.value || !isOnScreen.value ? [] : [h('p', { class: 'chart-empty' }, t('media.none'))];
      return [h('div', { class: ['media-runs', runs.length > 1 && 'several'] }, runs)];
    }

    return () =>
      h(PanelFrame, { panel: props, isLoading: store.isLoading.value }, {
        tools,
        default: () =>
          h('div', { class: 'panel-fill media', ref: root }, [
            ...body(),
            h('footer', { class: 'panel-foot' }, [
              steps.value.length > 1 &&
                h(StepSlider, {
                  steps: steps.value, value: step.value, label: t('media.step', { key: titleOf(props) }),
                  onInput: (next) => (chosenStep.value = next === steps.value[steps.value.length - 1] ? null : next),
                }),
              pages(),
            ]),
          ]),
      }); // prettier-ignore
  },
  { name: 'MediaPanel', props: panelProps },
);
