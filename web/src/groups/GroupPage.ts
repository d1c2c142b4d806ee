import '../app/shared';
import { computed, defineComponent, h, onScopeDispose, ref, watch } from 'vue';
import { fetchGroups } from '../api/runGroups';
import { fetchRows } from '../api/runRows';
import { pathTo } from '../app/router';
import { RunsNav } from '../app/RunsNav';
import { followEnded } from '../live/followEnded';
import { LiveFeed } from '../live/LiveFeed';
import { formatCount } from '../format/numbers';
import { t } from '../text/text';
import { colourOf } from '../theme/palette';
import { Icon } from '../ui/Icon';
import { ErrorNotice, NotFound } from '../ui/Notice';
import { resource } from '../ui/resource';
import { ChartSettings } from '../workspace/chartSettings';
import { keyList } from '../workspace/keyList';
import { PanelBoard } from '../workspace/PanelBoard';
import { panelContext, type DrawnRun } from '../workspace/panelContext';
import { GroupMembers } from './GroupMembers';
import { GroupStates } from './GroupStates';

const DRAWN = 20;
const LISTED = 100;
const REFRESH_MS = 5000;

/** The runs of one group: who they are, how they stand, and their curves. */
export const GroupPage = defineComponent<{ entity: string; project: string; group: string }>(
  (props) => {
    const { entity, project, group } = props;
    const filters = JSON.stringify({ group });
    const live = new LiveFeed();
    onScopeDispose(() => live.close());
    const members = resource(
      () => ({ entity, project, filters, order: '-created_at', keys: [] }),
      (listing, signal) => fetchRows(listing, { first: LISTED, after: null }, signal),
    );
    const states = resource(() => ({ entity, project, filters, by: 'state', aggregates: [], isDescending: false }), fetchGroups);
    const jobTypes = resource(() => ({ entity, project, filters, by: 'job_type', aggregates: [], isDescending: false }), fetchGroups);
    const timer = setInterval(() => {
      if (!document.hidden && !members.isLoading.value) (members.reload(), states.reload());
    }, REFRESH_MS);
    onScopeDispose(() => clearInterval(timer));

    const hidden = ref<readonly string[]>([]);
    const shown = computed(() => (members.value.value?.rows ?? []).filter((run) => !hidden.value.includes(run.name)).slice(0, DRAWN));
    const drawn = computed<DrawnRun[]>(() => shown.value.map((run) => ({ name: run.name, label: run.displayName, colour: colourOf(run.name) })));
    const running = computed(() => shown.value.filter((run) => run.state === 'running').map((run) => run.name));
    watch(running, (runs) => live.watch({ entity, project, runs, streams: ['metrics'] }), { immediate: true });
    followEnded(live, () => members.value.value?.rows ?? []);
    const context = panelContext({ entity, project, stream: 'metrics' }, new ChartSettings(), live);
    const keys = keyList({ entity, project, stream: 'metrics' }, () => drawn.value.map((run) => run.name), live);

    function toggle(name: string): void {
      hidden.value = hidden.value.includes(name) ? hidden.value.filter((one) => one !== name) : [...hidden.value, name];
    }

    return () => {
      const page = members.value.value;
      if (page === null || page?.rows.length === 0) return h(NotFound, {});
      if (page === undefined) {
        const error = members.error.value;
        return error ? h(ErrorNotice, { error, onRetry: () => members.reload() }) : h('div', { class: 'page-loading' });
      }
      const total = (states.value.value?.groups ?? []).reduce((sum, one) => sum + one.count, 0);
      const kinds = (jobTypes.value.value?.groups ?? []).filter((one) => typeof one.value === 'string' && one.value !== '');
      const table = `${pathTo(entity, project, 'table')}?${new URLSearchParams({ filter: filters, ...(kinds.length > 1 ? { group: 'job_type' } : {}) })}`;
      return h('div', { class: 'groups-page' }, [
        h(RunsNav, { entity, project, current: 'groups' }),
        h('header', { class: 'group-head' }, [
          h('h1', { title: group }, group),
          total > 0 && h('span', { class: 'faint' }, t('table.count', { n: total })),
          h(GroupStates, { states: new Map((states.value.value?.groups ?? []).map((one) => [String(one.value), one.count])) }),
          kinds.map((one) => h('span', { class: 'tag', key: String(one.value) }, `${String(one.value)} ${formatCount(one.count)}`)),
          h('a', { class: 'button', href: table }, [h(Icon, { name: 'table' }), t('groups.openTable')]),
        ]),
        h('div', { class: 'workspace with-sidebar' }, [
          h(GroupMembers, { entity, project, runs: page.rows, drawn: new Set(drawn.value.map((run) => run.name)), onToggle: toggle }),
          h(PanelBoard, {
            context, keys: keys.numbers.value, runs: drawn.value, isLive: running.value.length > 0,
            nothing: drawn.value.length === 0
              ? { title: t('workspace.noneShown'), text: t('workspace.noneShown.text') }
              : keys.answer.value.value !== undefined && keys.numbers.value.length === 0
                ? { title: t('workspace.noPanels'), text: t('workspace.noPanels.text') }
                : null,
          }), // prettier-ignore
        ]),
      ]);
    };
  },
  { name: 'GroupPage', props: ['entity', 'project', 'group'] },
);
