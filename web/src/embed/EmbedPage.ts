import '../app/shared';
import { computed, defineComponent, h, onScopeDispose, ref, shallowRef, watch, type ReadRef, type VNode } from 'vue';
import { fetchRows, type RunRow } from '../api/runRows';
import { pathTo, place } from '../app/router';
import { followEnded } from '../live/followEnded';
import { LiveFeed } from '../live/LiveFeed';
import { BoardEdits } from '../panels/boardEdits';
import { plainState } from '../panels/boardState';
import type { PanelSpec } from '../panels/model';
import { Panel } from '../panels/Panel';
import type { Board } from '../panels/panelProps';
import { t } from '../text/text';
import { colourOf } from '../theme/palette';
import { showTheme } from '../theme/theme';
import { ErrorNotice, Notice } from '../ui/Notice';
import { resource, type Resource } from '../ui/resource';
import { ChartSettings } from '../workspace/chartSettings';
import { keyList } from '../workspace/keyList';
import { panelContext, type DrawnRun } from '../workspace/panelContext';
import { RunList } from '../workspace/runList';
import { Visibility } from '../workspace/visibility';
import { embeddingIn, type Embedding } from './embedAddress';

const REFRESH_MS = 5000;

/** The runs of an embedding: those that its address names, or those that a workspace with its query would draw. */
function embeddedRuns(at: { entity: string; project: string }, names: readonly string[]): { answer: Resource<unknown>; runs: ReadRef<readonly RunRow[]> } {
  if (names.length === 0) {
    const list = new RunList(at.entity, at.project);
    const visibility = new Visibility();
    return { answer: list.answer, runs: computed(() => list.runs.value.filter((run, index) => visibility.isShown(run.name, index))) };
  }
  const listing = { ...at, filters: JSON.stringify({ name: { $in: names } }), order: '-created_at', keys: [] };
  const answer = resource(() => listing, (ask, signal) => fetchRows(ask, { first: names.length, after: null }, signal));
  const timer = setInterval(() => !document.hidden && !answer.isLoading.value && answer.reload(), REFRESH_MS);
  onScopeDispose(() => clearInterval(timer));
  return { answer, runs: computed(() => answer.value.value?.rows ?? []) };
}

/** A board of one panel; what people change on it lasts as long as the page. */
function boardOf(panel: PanelSpec, keys: () => readonly string[]): { spec: ReadRef<PanelSpec>; board: Board } {
  const spec = shallowRef(panel);
  const state = shallowRef(plainState);
  const edits = new BoardEdits({ state, change: (next) => (spec.value = next.changed?.[panel.id] ?? spec.value) });
  return { spec, board: { edits, sections: () => [], keys, dragged: ref(null), onEdit: () => undefined } };
}

/** One panel that fills the page, for other pages to frame. */
export const EmbedPage = defineComponent<{ entity: string; project: string; embedding: Embedding }>(
  (props) => {
    const { entity, project } = props;
    const { panel, runs: names, stream } = props.embedding;
    const live = new LiveFeed();
    onScopeDispose(() => live.close());
    const context = panelContext({ entity, project, stream }, new ChartSettings(stream === 'system' ? 'relative' : 'step'), live);
    const { answer, runs } = embeddedRuns({ entity, project }, names);
    const drawn = computed<DrawnRun[]>(() =>
      runs.value.map((run) => ({ name: run.name, label: run.displayName, colour: colourOf(run.name), group: run.group })),
    );
    watch(() => runs.value.filter((run) => run.state === 'running').map((run) => run.name), (running) => {
      live.watch({ entity, project, runs: running, streams: [stream] });
    }, { immediate: true }); // prettier-ignore
    followEnded(live, () => runs.value);
    // Only these kinds choose among all metrics.
    const needsKeys = panel.kind === 'importance' || panel.kind === 'parallel';
    const keys = keyList({ entity, project, stream }, () => (needsKeys ? drawn.value.map((run) => run.name) : []), live);
    const { spec, board } = boardOf(panel, () => keys.numbers.value);
    watch(() => place.value.query.get('theme'), (theme) => {
      if (theme === 'light' || theme === 'dark') showTheme(theme);
    }, { immediate: true }); // prettier-ignore

    return () => {
      if (answer.value.value === undefined) {
        const error = answer.error.value;
        return error ? h(ErrorNotice, { error, onRetry: () => answer.reload() }) : h('div', { class: 'page-loading' });
      }
      if (answer.value.value === null) return notPublic(entity, project);
      return h(Panel, { context, spec: spec.value, runs: drawn.value, board, section: '', isEnlarged: true, isEmbedded: true });
    };
  },
  { name: 'EmbedPage', props: ['entity', 'project', 'embedding'] },
);

const notPublic = (entity: string, project: string): VNode =>
  h(Notice, { title: t('embed.notPublic'), text: t('embed.notPublic.text'), icon: 'shield' }, () => [
    h('a', { class: 'button', href: pathTo(entity, project), target: '_blank', rel: 'noopener' }, t('embed.open')),
  ]);

/** The page at an address below /embed. */
export const EmbeddedPanel = defineComponent<Record<string, never>>(
  () => {
    const [, entity, project] = place.value.path;
    const embedding = embeddingIn(place.value.query);
    /** Links lead out of the frame. */
    const lead = (event: Event): void => {
      const link = (event.target as Element).closest('a');
      if (link && !link.hasAttribute('download')) [link.target, link.rel] = ['_blank', 'noopener'];
    };
    return () =>
      h('div', { class: 'embed', onClickCapture: lead }, [
        entity !== undefined && project !== undefined && embedding
          ? h(EmbedPage, { entity, project, embedding })
          : h(Notice, { title: t('embed.nothing'), text: t('embed.nothing.text') }),
      ]);
  },
  { name: 'EmbeddedPanel', props: [] },
);
