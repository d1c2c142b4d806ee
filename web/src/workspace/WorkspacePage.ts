import { computed, defineComponent, h, onScopeDispose, ref, watch } from 'vue';
import { RunsNav } from '../app/RunsNav';
import { keepSetting, setting } from '../app/settings';
import { followEnded } from '../live/followEnded';
import { LiveFeed } from '../live/LiveFeed';
import { t } from '../text/text';
import { colourOf } from '../theme/palette';
import { IconButton } from '../ui/IconButton';
import { ErrorNotice, NotFound, Notice } from '../ui/Notice';
import { loggingLines, Snippet } from '../ui/Snippet';
import { ChartSettings } from './chartSettings';
import { keyList } from './keyList';
import { PanelBoard } from './PanelBoard';
import { panelContext, type DrawnRun } from './panelContext';
import { RunList } from './runList';
import { runsVersion, versionOf } from './runsVersion';
import { RunsSidebar } from './RunsSidebar';
import { ViewMenu } from '../views/ViewMenu';
import { Snackbar } from '../ui/Snackbar';
import { Visibility } from './visibility';

/** A project: its runs beside the charts of those that are shown. */
export const WorkspacePage = defineComponent<{ entity: string; project: string }>(
  (props) => {
    const { entity, project } = props;
    const list = new RunList(entity, project);
    const visibility = new Visibility();
    const isLive = ref(false);
    const live = new LiveFeed((isOpen) => (isLive.value = isOpen));
    onScopeDispose(() => live.close());
    const context = panelContext({ entity, project, stream: 'metrics' }, new ChartSettings(), live, true);
    const hasSidebar = ref(setting('sidebar', innerWidth > 800 ? 'open' : 'folded') === 'open');

    const shown = computed(() => list.runs.value.filter((run, index) => visibility.isShown(run.name, index)));
    const drawn = computed<DrawnRun[]>(() =>
      shown.value.map((run) => ({
        name: run.name, label: run.displayName, colour: colourOf(run.name), group: run.group, version: versionOf(run),
      })), // prettier-ignore
    );
    const running = computed(() => shown.value.filter((run) => run.state === 'running').map((run) => run.name));
    watch(running, (runs) => live.watch({ entity, project, runs, streams: ['metrics'] }), { immediate: true });
    followEnded(live, () => list.runs.value);

    const keys = keyList({ entity, project, stream: 'metrics' }, () => drawn.value.map((run) => run.name), live, () => runsVersion(drawn.value));

    function toggleSidebar(): void {
      hasSidebar.value = !hasSidebar.value;
      keepSetting('sidebar', hasSidebar.value ? 'open' : 'folded');
    }

    function nothing(): { title: string; text: string } | null {
      if (drawn.value.length === 0) {
        if (list.runs.value.length > 0) return { title: t('workspace.noneShown'), text: t('workspace.noneShown.text') };
        return { title: t('workspace.noMatch'), text: t('workspace.noMatch.text') };
      }
      const isEmpty = keys.answer.value.value !== undefined && keys.numbers.value.length + keys.rich.value.length === 0;
      return isEmpty ? { title: t('workspace.noPanels'), text: t('workspace.noPanels.text') } : null;
    }

    return () => {
      const answer = list.answer.value.value;
      if (answer === null) return h(NotFound, {});
      if (answer === undefined) {
        const error = list.answer.error.value;
        return error ? h(ErrorNotice, { error, onRetry: () => list.answer.reload() }) : h('div', { class: 'page-loading' });
      }
      if (answer.total === 0 && !list.isFiltered) {
        return h(Notice, { title: t('workspace.empty'), text: t('workspace.empty.text'), icon: 'chart' }, () => [
          h(Snippet, { text: loggingLines(project) }),
        ]);
      }
      const board = h('div', { class: ['workspace', hasSidebar.value && 'with-sidebar'] }, [
        hasSidebar.value && h(RunsSidebar, { list, visibility }),
        h(PanelBoard, {
          context, keys: keys.numbers.value, rich: keys.rich.value, runs: drawn.value, isLive: isLive.value, nothing: nothing(),
        }, () => [
          h(IconButton, {
            icon: 'panelLeft', label: t('workspace.toggleRuns'), pressed: hasSidebar.value, onPress: toggleSidebar,
          }),
          h(ViewMenu, { entity, project, kind: 'workspace' }),
        ]), // prettier-ignore
      ]);
      return h('div', { class: 'workspace-page' }, [h(RunsNav, { entity, project, current: 'workspace' }), board, h(Snackbar, {})]);
    };
  },
  { name: 'WorkspacePage', props: ['entity', 'project'] },
);
