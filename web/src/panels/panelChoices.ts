import { t } from '../text/text';
import type { PanelKind } from './model';
import { aggregateNames } from './ScalarPanel';

/** A further choice of a kind of panel: one of some values, or free text. */
export interface Choice {
  readonly name: string;
  readonly label: string;
  readonly values: readonly (readonly [string, string])[] | null;
}

const MOST = 200;

/** What can be chosen for a kind beside what it draws. */
export function choicesOf(kind: PanelKind, keys: readonly string[], configNames: readonly string[]): Choice[] {
  const log = (name: string, label: string): Choice => ({ name, label, values: onOff() });
  switch (kind) {
    case 'line':
      return [
        {
          name: 'x', label: t('chart.x'),
          values: [
            ['', t('editor.asBoard')], ['step', t('chart.x.step')], ['relative', t('chart.x.relative')], ['wall', t('chart.x.wall')],
            ...keys.slice(0, MOST).map((key) => [`metric:${key}`, key] as const),
          ],
        },
        { name: 'logy', label: t('chart.logY'), values: [['', t('editor.asBoard')], ...onOff()] },
      ]; // prettier-ignore
    case 'bar':
      return [
        {
          name: 'group', label: t('chart.group'),
          values: [['', t('chart.group.no')], ['group', t('chart.group.group')], ['jobType', t('chart.group.jobType')], ...configNames.map((name) => [name, name] as const)],
        },
        { name: 'sort', label: t('workspace.sort'), values: [['', t('editor.asRuns')], ['value', t('editor.byValue')]] },
      ]; // prettier-ignore
    case 'scalar':
      return [{ name: 'aggregate', label: t('editor.aggregate'), values: aggregateNames.map((name) => [name, t(`scalar.${name}`)] as const) }];
    case 'scatter':
      return [
        log('logx', t('chart.logX')), log('logy', t('chart.logY')),
        { name: 'frontier', label: t('scatter.frontier'), values: [['', t('editor.off')], ['min', t('scatter.frontier.min')], ['max', t('scatter.frontier.max')]] },
      ]; // prettier-ignore
    case 'media':
      return [{ name: 'size', label: t('media.size'), values: [['', t('media.size.fit')], ['80', t('panel.size.small')], ['140', t('panel.size.medium')], ['260', t('panel.size.large')]] }];
    case 'notes':
      return [{ name: 'text', label: t('notes.edit'), values: null }];
    default:
      return [];
  }
}

const onOff = (): (readonly [string, string])[] => [['off', t('editor.off')], ['on', t('editor.on')]];
