import { defineComponent, h, type Child, type VNode } from 'vue';
import type { RunDetails } from '../api/run';
import { formatCount } from '../format/numbers';
import { formatAgo, formatDate, formatDuration } from '../format/times';
import { language, t } from '../text/text';
import { KeyValues } from './KeyValues';

/** What is known of a run: where it came from, what it was told, and how it ended. */
export const OverviewTab = defineComponent<{ run: RunDetails }>(
  (props) => () => {
    const { run } = props;
    return h('div', { class: 'overview' }, [
      run.notes && h('section', { class: 'card notes' }, [h('h2', null, t('run.notes')), h('p', null, run.notes)]),
      h('section', { class: 'card' }, [h('dl', { class: 'facts' }, facts(run))]),
      h('div', { class: 'two-columns' }, [
        h(KeyValues, { title: t('run.config'), values: run.config, nothing: t('run.noConfig') }),
        h(KeyValues, { title: t('run.summary'), values: run.summary, nothing: t('run.noSummary') }),
      ]),
    ]);
  },
  { name: 'OverviewTab', props: ['run'] },
);

function facts(run: RunDetails): VNode[] {
  const { info } = run;
  const seconds = (new Date(run.heartbeatAt).getTime() - new Date(run.createdAt).getTime()) / 1000;
  const command = info?.program && [info.program, ...(info.args ?? [])].join(' ');
  const commit = info?.git?.commit ?? run.commit;
  const ago = formatAgo(run.heartbeatAt, Date.now(), language.value);
  const rows: [string, Child][] = [
    [t('run.started'), formatDate(run.createdAt, language.value)],
    [t('run.duration'), formatDuration(seconds)],
    [t('run.heartbeat'), run.state === 'running' ? ago : null],
    [t('run.exitCode'), run.exitcode],
    [t('run.steps'), formatCount(run.historyLineCount)],
    [t('run.id'), h('code', null, run.name)],
    [t('run.user'), run.user?.username],
    [t('run.group'), run.group],
    [t('run.jobType'), run.jobType],
    [t('run.host'), run.host],
    [t('run.os'), info?.os],
    [t('run.python'), info?.python],
    [t('run.cpu'), info?.cpuCount],
    [t('run.gpu'), info?.gpu && `${info.gpuCount ?? 1} × ${info.gpu}`],
    [t('run.git'), info?.git?.remote],
    [t('run.commit'), commit && h('code', null, commit.slice(0, 12))],
    [t('run.command'), command && h('code', { class: 'command' }, command)],
  ];
  return rows
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => h('div', { key: name }, [h('dt', null, name), h('dd', null, [value])]));
}
