import '../app/shared';
import { computed, defineComponent, h, type Component } from 'vue';
import { formatNumber } from '../format/numbers';
import { t } from '../text/text';
import { comparedNumber, comparedRuns } from './comparedRuns';
import { PanelFrame } from './PanelFrame';
import { panelProps, type PanelProps } from './panelProps';

const aggregates = {
  last: (values: readonly number[]): number => values[0] ?? NaN,
  min: (values: readonly number[]): number => Math.min(...values),
  max: (values: readonly number[]): number => Math.max(...values),
  mean: (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length,
};

export type Aggregate = keyof typeof aggregates;
export const aggregateNames = Object.keys(aggregates) as Aggregate[];

/** One number, large: a run's value, or the best, worst or mean of all runs. */
export const ScalarPanel: Component<PanelProps> = defineComponent<PanelProps>(
  (props) => {
    const { root, runs, isLoading } = comparedRuns(props);
    const found = computed(() => {
      const name = props.spec.options['aggregate'] ?? 'last';
      const aggregate: Aggregate = aggregateNames.find((one) => one === name) ?? 'last';
      const all = runs.value.flatMap((one) => {
        const value = comparedNumber(one, props.spec.keys[0] ?? '');
        return value === null || Number.isNaN(value) ? [] : [{ value, label: one.run.label, colour: one.run.colour }];
      });
      if (all.length === 0) return null;
      const value = aggregates[aggregate](all.map((one) => one.value));
      return { value, aggregate, of: aggregate === 'mean' ? null : all.find((one) => one.value === value) ?? null, count: all.length };
    });
    return () =>
      h(PanelFrame, { panel: props, isLoading: isLoading.value }, {
        default: () =>
          h('div', { class: 'panel-fill scalar', ref: root }, [
            found.value
              ? [
                  h('strong', { class: 'scalar-value', title: String(found.value.value) }, formatNumber(found.value.value, 5)),
                  h('span', { class: 'faint' }, [
                    found.value.of && h('span', { class: 'swatch', style: { background: found.value.of.colour } }),
                    ' ', found.value.of?.label ?? t('scalar.of', { n: found.value.count }),
                    found.value.aggregate !== 'last' && ` · ${t(`scalar.${found.value.aggregate}`)}`,
                  ]),
                ]
              : !isLoading.value && h('p', { class: 'chart-empty' }, t('chart.empty')),
          ]),
      }); // prettier-ignore
  },
  { name: 'ScalarPanel', props: panelProps },
);
