import '../app/shared';
import { computed, defineComponent, h, type Child, type VNode } from 'vue';
import { fetchSweep, setSweepState, type Sweep, type SweepState } from '../api/sweeps';
import { pathTo } from '../app/router';
import { RunsNav } from '../app/RunsNav';
import { formatCount, formatNumber } from '../format/numbers';
import { t } from '../text/text';
import { action } from '../ui/action';
import { ago } from '../ui/ago';
import { ConfirmButton } from '../ui/ConfirmButton';
import { facts } from '../ui/facts';
import { fetched } from '../ui/fetched';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { Problem } from '../ui/Problem';
import { refresh } from '../ui/refresh';
import { resource } from '../ui/resource';
import { Snippet } from '../ui/Snippet';
import { methodName, sweepBadge } from './badges';
import { bestOf, fetchTries, fieldsOf, metricOf } from './searchRuns';
import { readSearch, type SearchConfig } from './searchSpace';
import { SpaceTable } from './SpaceTable';
import { SweepCharts } from './SweepCharts';
import { SweepConfig } from './SweepConfig';
import { SweepCurve } from './SweepCurve';
import { SweepRuns } from './SweepRuns';

const REFRESH_MS = 5000;

/** One hyperparameter search: what it tries, how far it is, and what came out best. */
export const SweepPage = defineComponent<{ entity: string; project: string; sweep: string }>(
  (props) => {
    const { entity, project } = props;
    const found = resource(() => ({ entity, project, sweep: props.sweep }), fetchSweep);
    refresh(found, REFRESH_MS);
    const search = computed(() => readSearch(found.value.value?.config ?? ''));
    const fields = computed(() => fieldsOf(props.sweep, search.value));
    const isMaximized = (): boolean => search.value.metric?.isMaximized ?? false;
    const tries = resource(
      () => (found.value.value ? { entity, project, filters: fields.value.filters, metric: fields.value.metric } : null),
      fetchTries,
    );
    refresh(tries, REFRESH_MS);
    const best = computed(() => bestOf(tries.value.value ?? [], fields.value.metric, isMaximized()));
    const change = action(async (sweep: Sweep, state: SweepState) => {
      await setSweepState(sweep.id, state);
      found.reload();
    });

    function buttons(sweep: Sweep): Child[] {
      if (sweep.isReadOnly) return [];
      const isOpen = sweep.state === 'RUNNING' || sweep.state === 'PAUSED' || sweep.state === 'PENDING';
      const button = (state: SweepState, icon: 'pause' | 'play' | 'check', name: 'pause' | 'resume' | 'stop'): VNode =>
        h('button', {
          key: name, type: 'button', class: 'button', title: t(`sweep.${name}.text`), disabled: change.isBusy.value, onClick: () => void change.start(sweep, state),
        }, [h(Icon, { name: icon }), t(`sweep.${name}`)]); // prettier-ignore
      return [
        sweep.state === 'RUNNING' && button('PAUSED', 'pause', 'pause'),
        sweep.state !== 'RUNNING' && sweep.state !== 'PENDING' && button('RUNNING', 'play', 'resume'),
        isOpen && button('FINISHED', 'check', 'stop'),
        isOpen &&
          h(ConfirmButton, {
            label: t('sweep.cancel'), title: t('sweep.cancel.title', { name: sweep.displayName || sweep.name }), text: t('sweep.cancel.text'),
            onConfirm: async () => {
              await setSweepState(sweep.id, 'CANCELED');
              found.reload();
            },
          }), // prettier-ignore
      ];
    }

    function factsOf(sweep: Sweep, { metric, program, runCap, stopsEarly }: SearchConfig): VNode {
      const run = best.value;
      const value = run ? metricOf(run, fields.value.metric) : sweep.bestLoss;
      const expected = sweep.runCountExpected;
      return h('section', { class: 'card', 'aria-label': t('sweep.facts') }, [
        facts([
          [t('sweep.best'), value === null ? null : h('strong', { class: 'sweep-value' }, formatNumber(value))],
          [t('sweep.bestRun'), run && h('a', { class: 'link', href: pathTo(entity, project, 'runs', run.name) }, run.displayName)],
          [t('sweep.metric'), metric ? t(metric.isMaximized ? 'sweep.maximize' : 'sweep.minimize', { name: metric.name }) : t('sweep.noMetric')],
          [t('sweep.target'), metric && metric.target !== null ? formatNumber(metric.target) : null],
          [t('sweep.method'), methodName(sweep.method)],
          [t('sweep.runs'), expected === null ? formatCount(sweep.runCount) : t('sweep.progress', { n: sweep.runCount, total: expected })],
          [t('sweep.runCap'), runCap === null ? null : formatCount(runCap)],
          [t('sweep.early'), stopsEarly],
          [t('sweep.program'), program && h('code', null, program)],
          [t('sweep.user'), sweep.user?.username],
          [t('sweep.created'), ago(sweep.createdAt)],
          [t('sweep.updated'), ago(sweep.updatedAt)],
          [t('sweep.id'), h('code', null, sweep.name)],
          [t('sweep.description'), sweep.description],
        ]),
      ]);
    }

    function ofRuns(sweep: Sweep): Child[] {
      const runs = tries.value.value;
      if (sweep.runCount === 0) {
        const line = `WANDB_PROJECT=${project} WANDB_SWEEP_ID=${sweep.name} python ${search.value.program ?? 'train.py'}`;
        return [h('section', { class: 'card' }, [h(Notice, { title: t('sweep.wait'), text: t('sweep.wait.text'), icon: 'rocket' }, () => [h(Snippet, { text: line })])])];
      }
      if (!runs) return [tries.error.value ? h(Problem, { error: tries.error.value }) : h('div', { class: 'page-loading' })];
      const { metric } = search.value;
      return [
        metric && fields.value.metric &&
          h('section', { class: 'card sweep-curve', 'aria-label': t('sweep.curve', { name: metric.name }) }, [
            h('h2', null, [t('sweep.curve', { name: metric.name }), runs.length < sweep.runCount && h('span', { class: 'count' }, t('sweep.curve.first', { n: runs.length }))]),
            h('div', { class: 'sweep-plot' }, [h(SweepCurve, { entity, project, runs, metric: fields.value.metric, name: metric.name, isMaximized: metric.isMaximized })]),
          ]),
        h(SweepCharts, { entity, project, sweep: sweep.name, search: search.value, runs }),
        h(SweepRuns, { entity, project, fields: fields.value, isMaximized: isMaximized(), total: sweep.runCount, best: best.value?.name ?? null }),
      ];
    }

    return () =>
      h('div', { class: 'groups-page' }, [
        h(RunsNav, { entity, project, current: 'sweeps' }),
        fetched(found, (sweep) =>
          h('div', { class: 'page sweep' }, [
            h('header', { class: 'page-head' }, [h('h1', null, sweep.displayName || sweep.name), sweepBadge(sweep.state), h('span', { class: 'spacer' }), buttons(sweep)]),
            h(Problem, { error: change.error.value }),
            h('div', { class: 'sweep-facts' }, [factsOf(sweep, search.value), h(SpaceTable, { parameters: search.value.parameters })]),
            ofRuns(sweep),
            h(SweepConfig, { yaml: sweep.config, json: search.value.json }),
          ]),
        ),
      ]);
  },
  { name: 'SweepPage', props: ['entity', 'project', 'sweep'] },
);
