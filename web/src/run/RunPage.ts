import { computed, defineComponent, h, onScopeDispose, ref, watch, type VNode } from 'vue';
import { fetchPulse, fetchRun, type RunDetails } from '../api/run';
import { deleteRuns, editRuns, stopRun, type RunEdit } from '../api/runEdits';
import { go, pathTo } from '../app/router';
import { followEnded } from '../live/followEnded';
import { LiveFeed, type LiveStream } from '../live/LiveFeed';
import { formatAgo, formatDuration } from '../format/times';
import { t } from '../text/text';
import { colourOf } from '../theme/palette';
import { Icon } from '../ui/Icon';
import type { IconName } from '../ui/icons';
import { ErrorNotice, NotFound } from '../ui/Notice';
import { resource } from '../ui/resource';
import { StateBadge } from '../ui/StateBadge';
import { action } from '../ui/action';
import { ConfirmButton } from '../ui/ConfirmButton';
import { EditableText } from '../ui/EditableText';
import { Problem } from '../ui/Problem';
import { TagEditor } from '../ui/TagEditor';
import { ArtifactsTab } from './ArtifactsTab';
import { CodeTab } from './CodeTab';
import { ConsoleTab } from './ConsoleTab';
import { FilesTab } from './FilesTab';
import { LaunchAgain } from './LaunchAgain';
import { OverviewTab } from './OverviewTab';
import { RunBoard } from './RunBoard';

export type Tab = 'charts' | 'overview' | 'system' | 'console' | 'files' | 'code' | 'artifacts';
const tabs: readonly (readonly [Tab, IconName])[] = [
  ['charts', 'chart'],
  ['overview', 'info'],
  ['system', 'cpu'],
  ['console', 'terminal'],
  ['files', 'folder'],
  ['code', 'code'],
  ['artifacts', 'package'],
];
const streamOf: Partial<Record<Tab, LiveStream>> = { charts: 'metrics', system: 'system', console: 'console' };

/** The tab that an address names; other words, such as those of the hosted service, lead to the charts. */
export function tabOf(word: string | undefined): Tab {
  const known = tabs.find(([tab]) => tab === word)?.[0];
  return known ?? (word === 'logs' ? 'console' : 'charts');
}

const REFRESH_MS = 3000;
const PULSE_MS = 5000;

/** One run. */
export const RunPage = defineComponent<{ entity: string; project: string; run: string; tab: Tab }>(
  (props) => {
    const at = { entity: props.entity, project: props.project, run: props.run };
    const details = resource(() => at, fetchRun);
    const isLive = ref(false);
    const isStopping = ref(false);
    const live = new LiveFeed((isOpen) => (isLive.value = isOpen));
    const isRunning = computed(() => details.value.value?.state === 'running');
    watch(() => [isRunning.value, props.tab] as const, ([runs, tab]) => {
      const stream = streamOf[tab];
      live.watch(runs ? { entity: at.entity, project: at.project, runs: [at.run], streams: stream ? [stream] : ['metrics'] } : null);
    }, { immediate: true }); // prettier-ignore

    followEnded(live, () => (details.value.value ? [details.value.value] : []));
    const pulse = setInterval(() => !document.hidden && !isRunning.value && void look(), PULSE_MS);

    /** An ended run may be resumed. */
    async function look(): Promise<void> {
      const known = details.value.value;
      const now = known && (await fetchPulse(at).catch(() => null));
      if (now && (now.state !== known.state || now.heartbeatAt !== known.heartbeatAt)) details.reload();
    }

    let timer = 0;
    const refreshSoon = (): void => {
      if (timer === 0) timer = window.setTimeout(() => ((timer = 0), details.reload()), REFRESH_MS);
    };
    live.listen((event) => (event.kind === 'run' ? details.reload() : refreshSoon()));
    onScopeDispose(() => (clearTimeout(timer), clearInterval(pulse), live.close()));

    const stop = action(async (run: RunDetails) => {
      await stopRun(run.id);
      isStopping.value = true;
      details.reload();
    });
    const change = async (run: RunDetails, what: RunEdit): Promise<void> => {
      await editRuns([[run.id, what]]);
      details.reload();
    };

    const actions = (run: RunDetails): (VNode | false)[] => [
      h(LaunchAgain, at),
      isRunning.value &&
        !run.readOnly &&
        h('button', {
          class: 'button stop', type: 'button', disabled: stop.isBusy.value || isStopping.value || run.stopped, onClick: () => void stop.start(run),
        }, t(run.stopped || isStopping.value ? 'run.stopping' : 'run.stop')), // prettier-ignore
      !run.readOnly &&
        !isRunning.value &&
        h(ConfirmButton, {
          label: t('run.delete'), title: t('run.delete.title', { name: run.displayName }), text: t('run.delete.text'), confirm: t('app.delete'),
          onConfirm: async () => {
            await deleteRuns([run.id]);
            go(pathTo(at.entity, at.project));
          },
        }), // prettier-ignore
    ];

    function head(run: RunDetails): VNode {
      const seconds = (new Date(run.heartbeatAt).getTime() - new Date(run.createdAt).getTime()) / 1000;
      return h('header', { class: 'run-head' }, [
        h('div', { class: 'run-title' }, [
          h('span', { class: 'swatch large', style: { background: colourOf(run.name) } }),
          h(EditableText, {
            label: t('run.name'), value: run.displayName, heading: 'h1', readOnly: run.readOnly, onSave: (displayName) => change(run, { displayName: displayName.trim() || run.name }),
          }), // prettier-ignore
          h(StateBadge, { state: run.state }),
          isLive.value && h('span', { class: 'live' }, [h('span', { class: 'live-dot' }), t('workspace.live')]),
        ]),
        h('p', { class: 'run-facts' }, [
          h('span', null, formatAgo(run.createdAt, Date.now())),
          h('span', null, formatDuration(seconds)),
          run.user && h('span', null, run.user.username),
          run.host && h('span', null, run.host),
          h(TagEditor, {
            label: t('run.tags'), tags: run.tags, readOnly: run.readOnly,
            onAdd: (tag) => change(run, { tags: [...run.tags, tag] }), onRemove: (tag) => change(run, { tags: run.tags.filter((one) => one !== tag) }),
          }), // prettier-ignore
        ]),
        h('div', { class: 'run-actions' }, actions(run)),
        h(Problem, { error: stop.error.value }),
      ]);
    }

    function body(run: RunDetails): VNode {
      switch (props.tab) {
        case 'overview':
          return h(OverviewTab, { ...at, details: run, onNotes: (notes: string) => change(run, { notes }) });
        case 'console':
          return h(ConsoleTab, { ...at, live });
        case 'code':
          return h(CodeTab, { ...at, readOnly: run.readOnly });
        case 'artifacts':
          return h(ArtifactsTab, { ...at });
        case 'files':
          return h(FilesTab, { ...at });
        case 'charts':
        case 'system':
          return h(RunBoard, { key: props.tab, ...at, label: run.displayName, stream: props.tab === 'system' ? 'system' : 'metrics', live });
      }
    }

    return () => {
      const run = details.value.value;
      if (run === null) return h(NotFound, {});
      if (run === undefined) {
        const error = details.error.value;
        return error ? h(ErrorNotice, { error, onRetry: () => details.reload() }) : h('div', { class: 'page-loading' });
      }
      const address = (tab: Tab): string => pathTo(at.entity, at.project, 'runs', at.run, ...(tab === 'charts' ? [] : [tab]));
      return h('div', { class: 'run-page' }, [
        head(run),
        h('nav', { class: 'tabs', 'aria-label': run.displayName }, tabs.map(([tab, icon]) =>
          h('a', { key: tab, href: address(tab), class: tab === props.tab ? 'current' : '', 'aria-current': tab === props.tab ? 'page' : undefined },
            [h(Icon, { name: icon }), t(`run.${tab}`)]),
        )), // prettier-ignore
        body(run),
      ]);
    };
  },
  { name: 'RunPage', props: ['entity', 'project', 'run', 'tab'] },
);
