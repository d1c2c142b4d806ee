import '../app/shared';
import { computed, defineComponent, h, type Component } from 'vue';
import { t } from '../text/text';
import { colourOf } from '../theme/palette';
import { groupOf } from '../workspace/groups';
import { Bars, type Bar } from './Bars';
import { comparedNumber, comparedRuns } from './comparedRuns';
import { PanelFrame, titleOf } from './PanelFrame';
import { panelProps, type PanelProps } from './panelProps';

/** The last value of a metric, or a value of the config, of each run; or the mean of each group of runs. */
export const BarPanel: Component<PanelProps> = defineComponent<PanelProps>(
  (props) => {
    const { root, runs, isLoading } = comparedRuns(props);
    const bars = computed<Bar[]>(() => {
      const by = props.spec.options['group'] ?? '';
      const found = props.spec.keys.flatMap((key) => runs.value.flatMap((one) => {
        const value = comparedNumber(one, key);
        if (value === null) return [];
        const label = by ? groupOf(one.run, one.value, by) || t('chart.group.none') : one.run.label;
        return [{ id: `${one.run.name} ${key}`, label: props.spec.keys.length > 1 ? `${label} · ${key}` : label, colour: one.run.colour, value }];
      })); // prettier-ignore
      const all = by ? meansOf(found) : found;
      return props.spec.options['sort'] === 'value' ? [...all].sort((a, b) => b.value - a.value) : all;
    });
    return () =>
      h(PanelFrame, { panel: props, isLoading: isLoading.value }, {
        default: () =>
          h('div', { class: 'panel-fill', ref: root }, [
            bars.value.length > 0
              ? h(Bars, { bars: bars.value, label: titleOf(props) })
              : !isLoading.value && h('p', { class: 'chart-empty' }, t('chart.empty')),
          ]),
      }); // prettier-ignore
  },
  { name: 'BarPanel', props: panelProps },
);

/** One bar for all bars of a name: their mean, and from which to which value they go. */
export function meansOf(bars: readonly Bar[]): Bar[] {
  const byLabel = new Map<string, number[]>();
  for (const { label, value } of bars) byLabel.set(label, [...(byLabel.get(label) ?? []), value]);
  return [...byLabel].map(([label, values]) => ({
    id: label, label: `${label} (${values.length})`, colour: colourOf(`group ${label}`),
    value: values.reduce((sum, value) => sum + value, 0) / values.length,
    spread: values.length > 1 ? [Math.min(...values), Math.max(...values)] as const : null,
  })); // prettier-ignore
}
