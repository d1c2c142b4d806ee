import { defineComponent, h, type VNode } from 'vue';
import type { Middle, Spread } from '../chart/grouping';
import type { SmoothingKind } from '../chart/smoothing';
import { t } from '../text/text';
import { Popover } from '../ui/Popover';
import { Select } from '../ui/Select';
import type { ChartFlag, ChartSettings } from './chartSettings';

const kinds: readonly SmoothingKind[] = ['none', 'ema', 'gaussian', 'average'];
const middles: readonly Middle[] = ['mean', 'median'];
const spreads: readonly Spread[] = ['std', 'stderr', 'minmax', 'none'];

/** The menu with all choices about how charts are drawn. */
export const ChartSettingsMenu = defineComponent<{ settings: ChartSettings; keys: readonly string[]; configKeys?: readonly string[]; onOpen?: () => void }>(
  (props) => () => {
    const { settings } = props;
    const isPlain = settings.x === settings.standardX && settings.smoothing === 'none' && settings.groupBy === '' && !flags.some((flag) => settings.has(flag));
    return h(Popover, { icon: 'settings', label: t('chart.settings'), marked: !isPlain, ...(props.onOpen ? { onOpen: props.onOpen } : {}) }, () => [
      h('div', { class: 'form' }, [
        field(t('chart.x'), [
          h(Select, {
            label: t('chart.x'),
            value: settings.x,
            choices: axisChoices(props.keys, settings.x),
            onChange: (value) => (settings.x = value),
          }),
        ]),
        field(t('chart.smoothing'), [
          h(Select, {
            label: t('chart.smoothing'),
            value: settings.smoothing,
            choices: kinds.map((kind) => [kind, t(`chart.smoothing.${kind}`)] as const),
            onChange: (value) => (settings.smoothing = value as SmoothingKind),
          }),
          settings.smoothing !== 'none' &&
            h('input', {
              type: 'range', min: 0, max: 0.99, step: 0.01, value: settings.amount, 'aria-label': t('chart.smoothing'),
              onInput: (event: Event) => (settings.amount = Number((event.target as HTMLInputElement).value)),
            }), // prettier-ignore
        ]),
        field(t('chart.group'), [
          h(Select, {
            label: t('chart.group'),
            value: settings.groupBy,
            choices: groupChoices(props.configKeys ?? [], settings.groupBy),
            onChange: (value) => (settings.groupBy = value),
          }),
          settings.groupBy !== '' &&
            h('div', { class: 'field-pair' }, [
              h(Select, {
                label: t('chart.middle'),
                value: settings.grouping.middle,
                choices: middles.map((middle) => [middle, t(`chart.middle.${middle}`)] as const),
                onChange: (value) => (settings.grouping = { ...settings.grouping, middle: value as Middle }),
              }),
              h(Select, {
                label: t('chart.spread'),
                value: settings.grouping.spread,
                choices: spreads.map((spread) => [spread, t(`chart.spread.${spread}`)] as const),
                onChange: (value) => (settings.grouping = { ...settings.grouping, spread: value as Spread }),
              }),
            ]),
        ]),
        check(settings, 'logy', t('chart.logY')),
        settings.x !== 'wall' && check(settings, 'logx', t('chart.logX')),
        check(settings, 'band', t('chart.band')),
        check(settings, 'clip', t('chart.outliers')),
        check(settings, 'sync', t('chart.syncZoom')),
        settings.x !== 'relative' && check(settings, 'own', t('chart.own')),
      ]),
    ]);
  },
  { name: 'ChartSettingsMenu', props: ['settings', 'keys', 'configKeys', 'onOpen'] },
);

const flags: readonly ChartFlag[] = ['logx', 'logy', 'band', 'clip', 'sync', 'own'];

function axisChoices(keys: readonly string[], chosen: string): [string, string][] {
  const metrics = keys.slice(0, 200).map((key): [string, string] => [`metric:${key}`, key]);
  if (chosen.startsWith('metric:') && !metrics.some(([value]) => value === chosen)) metrics.push([chosen, chosen.slice(7)]);
  return [
    ['step', t('chart.x.step')],
    ['relative', t('chart.x.relative')],
    ['wall', t('chart.x.wall')],
    ...metrics,
  ];
}

function groupChoices(configKeys: readonly string[], chosen: string): [string, string][] {
  const names = configKeys.map((key) => `config.${key}`);
  if (chosen.startsWith('config.') && !names.includes(chosen)) names.push(chosen);
  return [
    ['', t('chart.group.no')],
    ['group', t('chart.group.group')],
    ['jobType', t('chart.group.jobType')],
    ['state', t('chart.group.state')],
    ...names.map((name): [string, string] => [name, name]),
  ];
}

function field(name: string, controls: (VNode | false)[]): VNode {
  return h('div', { class: 'field' }, [h('span', { class: 'field-name' }, name), ...controls]);
}

function check(settings: ChartSettings, flag: ChartFlag, name: string): VNode {
  return h('label', { class: 'check', key: flag }, [
    h('input', {
      type: 'checkbox',
      checked: settings.has(flag),
      onChange: (event: Event) => settings.set(flag, (event.target as HTMLInputElement).checked),
    }),
    name,
  ]);
}
