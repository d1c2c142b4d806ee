import '../app/shared';
import { computed, defineComponent, h, type Component, type VNode } from 'vue';
import { t } from '../text/text';
import { Select } from '../ui/Select';
import { comparedNumber, comparedRuns } from './comparedRuns';
import { featuresOf, importances, likelyTarget, type Importance } from './importance';
import { PanelFrame } from './PanelFrame';
import { panelProps, type PanelProps } from './panelProps';

const FEWEST = 4;
const ROWS = 24;
const CHOICES = 300;

/** What of the config goes together with a metric: how much it explains, and in which direction. */
export const ImportancePanel: Component<PanelProps> = defineComponent<PanelProps>(
  (props) => {
    const { root, runs, isLoading } = comparedRuns(props);
    const target = computed(() => props.spec.keys[0] ?? likelyTarget(props.board.keys()));
    const usable = computed(() =>
      runs.value.flatMap((one) => {
        const value = comparedNumber(one, target.value);
        return value !== null && Number.isFinite(value) ? [{ run: one.value, value }] : [];
      }),
    );
    const rows = computed<Importance[]>(() => {
      if (isLoading.value || usable.value.length < FEWEST) return [];
      return importances(featuresOf(usable.value.map((one) => one.run)), usable.value.map((one) => one.value)).slice(0, ROWS);
    });

    const choose = (): VNode => {
      const keys = props.board.keys().slice(0, CHOICES);
      const all = keys.includes(target.value) || !target.value ? keys : [target.value, ...keys];
      return h(Select, {
        label: t('importance.target'), value: target.value, choices: all.map((key) => [key, key] as const),
        onChange: (key) => props.board.edits.keep({ ...props.spec, keys: [key] }, props.section),
      }); // prettier-ignore
    };

    function row(one: Importance): VNode {
      const width = Math.abs(one.correlation) * 50;
      return h('tr', { key: one.name }, [
        h('th', { scope: 'row', title: one.name }, one.name),
        h('td', null, [h('span', { class: 'meter' }, [h('i', { style: { width: `${one.importance * 100}%` } })])]),
        h('td', { class: 'number' }, one.importance.toFixed(3)),
        h('td', null, [
          h('span', { class: 'meter both' }, [
            h('i', { class: one.correlation < 0 ? 'minus' : 'plus', style: { width: `${width || 0}%`, left: `${one.correlation < 0 ? 50 - width : 50}%` } }),
          ]),
        ]),
        h('td', { class: 'number' }, Number.isNaN(one.correlation) ? '–' : one.correlation.toFixed(2).replace('-', '−')),
      ]);
    }

    return () =>
      h(PanelFrame, { panel: props, isLoading: isLoading.value }, {
        default: () =>
          h('div', { class: 'panel-fill scrolls', ref: root }, [
            h('div', { class: 'panel-row' }, [t('importance.of'), choose(), h('span', { class: 'faint' }, t('importance.runs', { n: usable.value.length }))]),
            rows.value.length > 0
              ? h('table', { class: 'importance' }, [
                  h('thead', null, [
                    h('tr', null, [h('th', null, t('importance.name')), h('th', { colspan: 2 }, t('importance.importance')), h('th', { colspan: 2 }, t('importance.correlation'))]),
                  ]),
                  h('tbody', null, rows.value.map(row)),
                ])
              : !isLoading.value && h('p', { class: 'chart-empty' }, t('importance.none', { n: FEWEST })),
          ]),
      }); // prettier-ignore
  },
  { name: 'ImportancePanel', props: panelProps },
);
