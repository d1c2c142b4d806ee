import { defineComponent, h, type Child, type VNode } from 'vue';
import type { RunDetails } from '../api/run';
import { formatCount } from '../format/numbers';
import { formatAgo, formatDate, formatDuration } from '../format/times';
import { language, t } from '../text/text';
import { pathTo } from '../app/router';
import { jobAddress } from '../launch/jobAddress';
import { EditableText } from '../ui/EditableText';
import { facts } from '../ui/facts';
import { KeyValues } from './KeyValues';
import { LineageCard } from './LineageCard';
import { RunAlerts } from './RunAlerts';

/** What is known of a run: where it came from, what it was told, and how it ended. */
export const OverviewTab = defineComponent<{
  entity: string;
  project: string;
  run: string;
  details: RunDetails;
  onNotes: (notes: string) => Promise<void>;
}>(
  (props) => () => {
    const run = props.details;
    const at = { entity: props.entity, project: props.project, run: props.run };
    return h('div', { class: 'overview' }, [
      h(RunAlerts, { ...at, changed: run.heartbeatAt }),
      (run.notes || !run.readOnly) &&
        h('section', { class: 'card notes' }, [
          h('h2', null, t('run.notes')),
          h(EditableText, { label: t('run.notes'), value: run.notes ?? '', lines: 5, placeholder: t('run.noNotes'), readOnly: run.readOnly, onSave: props.onNotes }),
        ]),
      h(LineageCard, { ...at, changed: run.heartbeatAt }),
      h('section', { class: 'card' }, [facts([...known(run), ...origin(props.entity, props.project, run)])]),
      h('div', { class: 'two-columns' }, [
        h(KeyValues, { title: t('run.config'), values: run.config, nothing: t('run.noConfig') }),
        h(KeyValues, { title: t('run.summary'), values: run.summary, nothing: t('run.noSummary') }),
      ]),
    ]);
  },
  { name: 'OverviewTab', props: ['entity', 'project', 'run', 'details', 'onNotes'] },
);

function known(run: RunDetails): [string, Child][] {
  const { info } = run;
  const seconds = (new Date(run.heartbeatAt).getTime() - new Date(run.createdAt).getTime()) / 1000;
  const command = info?.program && [info.program, ...(info.args ?? [])].join(' ');
  const commit = info?.git?.commit ?? run.commit;
  const ago = formatAgo(run.heartbeatAt, Date.now());
  return [
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
}

/** The queue that a run was launched through. */
function origin(entity: string, project: string, run: RunDetails): [string, Child][] {
  const { launch } = run;
  const link = (path: string, text: string): VNode => h('a', { class: 'link', href: path }, text);
  const job = launch?.job ? jobAddress(launch.job) : null;
  return [
    [t('run.launched'), launch && link(pathTo(launch.queueEntity, project, 'queues', launch.queueName, 'items', launch.itemId), launch.queueName)],
    [t('run.agent'), launch?.agentName],
    [t('run.attempt'), launch && launch.attempt > 1 ? launch.attempt : null],
    [t('item.job'), job && launch?.job ? link(job, launch.job) : launch?.job],
    [t('run.parent'), launch?.parentRunId && link(pathTo(entity, project, 'runs', launch.parentRunId), launch.parentRunId)],
  ];
}
