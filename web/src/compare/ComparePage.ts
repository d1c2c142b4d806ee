import '../app/shared';
import { computed, defineComponent, h, onScopeDispose, watch, type VNode } from 'vue';
import type { RunDetails } from '../api/run';
import type { Json } from '../api/json';
import { pathTo, queryParameter } from '../app/router';
import { RunsNav } from '../app/RunsNav';
import { readList, writeList } from '../filter/texts';
import { followEnded } from '../live/followEnded';
import { LiveFeed } from '../live/LiveFeed';
import { t } from '../text/text';
import { colourOf } from '../theme/palette';
import { IconButton } from '../ui/IconButton';
import { ErrorNotice, Notice } from '../ui/Notice';
import { SearchField } from '../ui/SearchField';
import { StateBadge } from '../ui/StateBadge';
import { ChartSettings } from '../workspace/chartSettings';
import { keyList } from '../workspace/keyList';
import { PanelBoard } from '../workspace/PanelBoard';
import { panelContext, type DrawnRun } from '../workspace/panelContext';
import { matcher } from '../workspace/sections';
import { AddRun } from './AddRun';
import { chosenRuns } from './chosenRuns';
import { CodeDiff } from './CodeDiff';
import { DiffTable } from './DiffTable';
import { metadataOf } from './metadata';

const MOST = 100;

/** Any runs of a project beside each other: their settings, results, metadata and curves. */
export const ComparePage = defineComponent<{ entity: string; project: string }>(
  (props) => {
    const { entity, project } = props;
    const chosenText = queryParameter('compare');
    const search = queryParameter('keys');
    const everything = queryParameter('all');
    const chosen = computed(() => readList(chosenText.value));
    const live = new LiveFeed();
    onScopeDispose(() => live.close());
    const found = chosenRuns({ entity, project }, () => chosen.value.slice(0, MOST), live);
    const runs = computed(() => (chosen.value.length === 0 ? [] : found.value.value ?? []).filter((run) => chosen.value.includes(run.name)));
    const drawn = computed<DrawnRun[]>(() => runs.value.map((run) => ({ name: run.name, label: run.displayName, colour: colourOf(run.name) })));
    const running = computed(() => runs.value.filter((run) => run.state === 'running').map((run) => run.name));
    watch(running, (names) => live.watch({ entity, project, runs: names, streams: ['metrics'] }), { immediate: true });
    followEnded(live, () => runs.value);
    const context = panelContext({ entity, project, stream: 'metrics' }, new ChartSettings(), live);
    const keys = keyList({ entity, project, stream: 'metrics' }, () => drawn.value.map((run) => run.name), live);

    const put = (names: readonly string[]): void => {
      chosenText.value = writeList(names);
    };
    function chip(run: RunDetails): VNode {
      return h('span', { class: 'run-chip', key: run.name }, [
        h('span', { class: 'swatch', style: { background: colourOf(run.name) } }),
        h('a', { href: pathTo(entity, project, 'runs', run.name), title: run.displayName }, run.displayName),
        h(StateBadge, { state: run.state, compact: true }),
        h(IconButton, {
          icon: 'close', label: t('compare.remove', { name: run.displayName }),
          onPress: () => put(chosen.value.filter((name) => name !== run.name)),
        }),
      ]);
    }

    function body(): VNode | VNode[] {
      if (chosen.value.length === 0) return h(Notice, {
        title: t('compare.empty'), text: t('compare.empty.text'), icon: 'compare',
      }, () => [h('a', { class: 'button primary', href: pathTo(entity, project, 'table') }, t('project.table'))]);
      if (found.value.value === undefined) {
        const error = found.error.value;
        return error ? h(ErrorNotice, { error, onRetry: () => found.reload() }) : h('div', { class: 'page-loading' });
      }
      const isWanted = matcher(search.value);
      const onlyDifferent = everything.value !== '1';
      const sections: readonly (readonly [string, (run: RunDetails) => Json])[] = [
        [t('compare.config'), (run) => ({ ...run.config })],
        [t('compare.summary'), (run) => ({ ...run.summary })],
        [t('compare.metadata'), metadataOf],
      ];
      return [
        h('div', { class: 'compare-bar' }, [
          h(SearchField, { value: search.value, label: t('compare.search'), onInput: (text) => (search.value = text) }),
          h('label', { class: 'check' }, [
            h('input', {
              type: 'checkbox', checked: onlyDifferent,
              onChange: (event: Event) => (everything.value = (event.target as HTMLInputElement).checked ? '' : '1'),
            }),
            t('compare.onlyDifferent'),
          ]),
          chosen.value.length > MOST && h('span', { class: 'faint' }, t('compare.many', { n: MOST })),
        ]),
        h('div', { class: 'compare-body' }, sections.map(([title, document]) =>
          h(DiffTable, { key: title, title, runs: drawn.value, documents: runs.value.map(document), onlyDifferent, isWanted }),
        ).concat(runs.value.length > 0 ? [h(CodeDiff, { key: 'code', entity, project, runs: drawn.value })] : [])),
        h(PanelBoard, {
          context, keys: keys.numbers.value, runs: drawn.value, isLive: running.value.length > 0,
          nothing: keys.answer.value.value !== undefined && keys.numbers.value.length === 0 ? { title: t('workspace.noPanels'), text: t('workspace.noPanels.text') } : null,
        }),
      ]; // prettier-ignore
    }

    return () =>
      h('div', { class: 'compare-page' }, [
        h(RunsNav, { entity, project, current: null }),
        h('header', { class: 'compare-head' }, [
          h('h1', null, t('compare.title')),
          runs.value.map(chip),
          h(AddRun, { entity, project, chosen: chosen.value, onAdd: (name) => put([...chosen.value, name]) }),
        ]),
        body(),
      ]);
  },
  { name: 'ComparePage', props: ['entity', 'project'] },
);
