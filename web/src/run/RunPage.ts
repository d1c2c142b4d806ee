import { computed, defineComponent, h, onScopeDispose, ref, watch, type VNode } from 'vue';
import { fetchRun, stopRun, type RunDetails } from '../api/run';
import { pathTo } from '../app/router';
import { LiveFeed, type LiveStream } from '../live/LiveFeed';
import { formatAgo, formatDuration } from '../format/times';
import { language, t } from '../text/text';
import { colourOf } from '../theme/palette';
import { Icon } from '../ui/Icon';
import type { IconName } from '../ui/icons';
import { ErrorNotice, NotFound } from '../ui/Notice';
import { resource } from '../ui/resource';
import { StateBadge } from '../ui/StateBadge';
import { ConsoleTab } from './ConsoleTab';
import { FilesTab } from './FilesTab';
import { OverviewTab } from './OverviewTab';
import { RunBoard } from './RunBoard';

export type Tab = 'charts' | 'overview' | 'system' | 'console' | 'files';
const tabs: readonly (readonly [Tab, IconName])[] = [
  ['charts', 'chart'],
  ['overview', 'info'],
  ['system', 'cpu'],
  ['console', 'terminal'],
  ['files', 'folder'],
];
const streamOf: Partial<Record<Tab, LiveStream>> = { charts: 'metrics', system: 'system', console: 'console' };

/** The tab that an address names; other words, such as those of the hosted service, lead to the charts. */
export function tabOf(word: string | undefined): Tab {
  const known = tabs.find(([tab]) => tab === word)?.[0];
  return known ?? (word === 'logs' ? 'console' : 'charts');
}

const REFRESH_MS = 3000;

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

    let timer = 0;
    const refreshSoon = (): void => {
      if (timer === 0) timer = window.setTimeout(() => ((timer = 0), details.reload()), REFRESH_MS);
    };
    live.listen((event) => (event.kind === 'run' ? details.reload() : refreshSoon()));
    onScopeDispose(() => (clearTimeout(timer), live.close()));

    async function stop(run: RunDetails): Promise<void> {
      isStopping.value = true;
      await stopRun(run.id);
      details.reload();
    }

    function head(run: RunDetails): VNode {
      const seconds = (new Date(run.heartbeatAt).getTime() - new Date(run.createdAt).getTime()) / 1000;
      return h('header', { class: 'run-head' }, [
        h('div', { class: 'run-title' }, [
          h('span', { class: 'swatch large', style: { background: colourOf(run.name) } }),
          h('h1', null, run.displayName),
          h(StateBadge, { state: run.state }),
          isLive.value && h('span', { class: 'live' }, [h('span', { class: 'live-dot' }), t('workspace.live')]),
        ]),
        h('p', { class: 'run-facts' }, [
          h('span', null, formatAgo(run.createdAt, Date.now(), language.value)),
          h('span', null, formatDuration(seconds)),
          run.user && h('span', null, run.user.username),
          run.host && h('span', null, run.host),
          ...run.tags.map((tag) => h('span', { class: 'tag', key: tag }, tag)),
        ]),
        isRunning.value &&
          !run.readOnly &&
          h('button', { class: 'button stop', type: 'button', disabled: isStopping.value || run.stopped, onClick: () => void stop(run) },
            t(run.stopped || isStopping.value ? 'run.stopping' : 'run.stop')), // prettier-ignore
      ]);
    }

    function body(run: RunDetails): VNode {
      switch (props.tab) {
        case 'overview':
          return h(OverviewTab, { run });
        case 'console':
          return h(ConsoleTab, { ...at, live });
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
