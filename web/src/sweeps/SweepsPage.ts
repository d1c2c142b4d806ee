import '../app/shared';
import { computed, defineComponent, h, ref, type VNode } from 'vue';
import { fetchSweeps, type SweepHead } from '../api/sweeps';
import { pathTo, queryParameter } from '../app/router';
import { RunsNav } from '../app/RunsNav';
import { formatCount, formatNumber } from '../format/numbers';
import { t } from '../text/text';
import { ago } from '../ui/ago';
import { fetched } from '../ui/fetched';
import { Notice } from '../ui/Notice';
import { refresh } from '../ui/refresh';
import { resource } from '../ui/resource';
import { SearchField } from '../ui/SearchField';
import { Snippet } from '../ui/Snippet';
import { matcher } from '../workspace/sections';
import { methodName, sweepBadge } from './badges';
import { readSearch } from './searchSpace';

const AT_FIRST = 50;
const REFRESH_MS = 10_000;

/** The hyperparameter searches of a project, the newest first. */
export const SweepsPage = defineComponent<{ entity: string; project: string }>(
  (props) => {
    const { entity, project } = props;
    const count = ref(AT_FIRST);
    const query = queryParameter('find');
    const sweeps = resource(() => ({ entity, project, first: count.value }), fetchSweeps);
    refresh(sweeps, REFRESH_MS);
    const found = computed(() => {
      const isWanted = matcher(query.value);
      return (sweeps.value.value?.sweeps ?? []).filter((one) => isWanted(`${one.displayName ?? ''} ${one.name} ${one.method} ${one.user?.username ?? ''}`));
    });

    function row(sweep: SweepHead): VNode {
      const { metric } = readSearch(sweep.config);
      const { runCount, runCountExpected: expected, bestLoss } = sweep;
      return h('tr', { key: sweep.id }, [
        h('td', { class: 'sweep-name' }, [
          h('a', { class: 'record-name', href: pathTo(entity, project, 'sweeps', sweep.name) }, sweep.displayName || sweep.name),
          sweep.displayName ? h('code', { class: 'faint' }, sweep.name) : null,
        ]),
        h('td', null, [sweepBadge(sweep.state)]),
        h('td', null, methodName(sweep.method)),
        h('td', { class: 'number' }, expected === null ? formatCount(runCount) : t('sweep.progress', { n: runCount, total: expected })),
        h('td', { class: 'sweep-best' }, bestLoss === null ? '–' : [h('span', { class: 'number' }, formatNumber(bestLoss)), ' ', h('span', { class: 'faint' }, metric?.name ?? '')]),
        h('td', null, sweep.user?.username ?? '–'),
        h('td', { class: 'faint' }, [ago(sweep.createdAt)]),
      ]);
    }

    function body(total: number): VNode {
      if (total === 0) {
        return h(Notice, { title: t('sweep.none'), text: t('sweep.none.text'), icon: 'settings' }, () => [h(Snippet, { text: searchLines(project) })]);
      }
      return h('div', { class: 'page' }, [
        h('div', { class: 'groups-bar' }, [
          h(SearchField, { value: query.value, label: t('sweep.search'), onInput: (text) => (query.value = text) }),
          h('span', { class: 'faint' }, t('sweep.count', { n: total })),
        ]),
        found.value.length === 0
          ? h(Notice, { title: t('sweep.noMatch'), icon: 'search' })
          : h('div', { class: 'card records', tabindex: 0, role: 'region', 'aria-label': t('sweep.title') }, [
              h('table', null, [
                h('thead', null, [h('tr', null, [
                  h('th', { scope: 'col' }, t('sweep.name')), h('th', { scope: 'col' }, t('sweep.state')), h('th', { scope: 'col' }, t('sweep.method')),
                  h('th', { scope: 'col', class: 'number' }, t('sweep.runs')), h('th', { scope: 'col' }, t('sweep.best')),
                  h('th', { scope: 'col' }, t('sweep.user')), h('th', { scope: 'col' }, t('sweep.created')),
                ])]), // prettier-ignore
                h('tbody', null, found.value.map(row)),
              ]),
            ]),
        (sweeps.value.value?.sweeps.length ?? 0) < total &&
          h('button', { type: 'button', class: 'button more', disabled: sweeps.isLoading.value, onClick: () => (count.value *= 2) }, t('sweep.more')),
      ]);
    }

    return () =>
      h('div', { class: 'groups-page' }, [h(RunsNav, { entity, project, current: 'sweeps' }), fetched(sweeps, ({ total }) => body(total))]);
  },
  { name: 'SweepsPage', props: ['entity', 'project'] },
);

/** What a Python user pastes to make a search. */
function searchLines(project: string): string {
  return [
    'import wandb',
    'wandb.sweep({',
    '    "method": "bayes",',
    '    "metric": {"name": "loss", "goal": "minimize"},',
    '    "parameters": {"lr": {"min": 0.0001, "max": 0.1}},',
    `}, project="${project}")`,
  ].join('\n');
}
