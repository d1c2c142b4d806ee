import { computed, defineComponent, h, ref } from 'vue';
import { nodesOf, type Page } from '../api/graphql';
import { fetchKeys, fetchSeries } from '../api/series';
import { pathTo } from '../app/router';
import { onScreen } from '../chart/onScreen';
import { formatAgo } from '../format/times';
import { t } from '../text/text';
import { colourOf } from '../theme/palette';
import { resource } from '../ui/resource';
import { Sparkline } from './Sparkline';

export interface ProjectHead {
  readonly name: string;
  readonly entityName: string;
  readonly createdAt: string;
  readonly runCount: number;
  readonly running: number;
  readonly runs: Page<{ name: string; displayName: string; state: string; createdAt: string; heartbeatAt: string }>;
}

/** Keys that people look at first. */
const FAVOURITES = [/^(val|valid|validation|test|eval)[/_.-]?loss$/i, /loss$/i, /(^|[/_.])acc(uracy)?$/i, /./];

/** A project in the list: its name, how much is in it, and a small curve of its newest runs. */
export const ProjectCard = defineComponent<{ project: ProjectHead }>(
  (props) => {
    const root = ref<HTMLElement | null>(null);
    const isOnScreen = onScreen(root);
    const runs = computed(() => nodesOf(props.project.runs).map((run) => run.name));
    const curves = resource(
      () => (isOnScreen.value && runs.value.length > 0 ? runs.value : null),
      async (names, signal) => {
        const at = { entity: props.project.entityName, project: props.project.name, runs: names, stream: 'metrics' as const };
        const keys = (await fetchKeys(at, signal)).filter((key) => key.types.includes('number') && !key.name.startsWith('_'));
        const key = FAVOURITES.map((one) => keys.find((other) => one.test(other.name))).find(Boolean);
        if (!key) return { key: '', curves: [] };
        const found = await fetchSeries({ ...at, keys: [key.name], x: 'step', range: null, buckets: 100 }, signal);
        return { key: key.name, curves: found };
      },
    );
    return () => {
      const { project } = props;
      const newest = nodesOf(project.runs)[0];
      const when = formatAgo(newest?.createdAt ?? project.createdAt, Date.now());
      const drawn = curves.value.value;
      return h('a', { class: 'project-card', ref: root, href: pathTo(project.entityName, project.name) }, [
        h('span', { class: 'project-name' }, [h('span', { class: 'faint' }, `${project.entityName} / `), project.name]),
        h('span', { class: 'project-curve' }, [
          drawn && drawn.curves.length > 0 && h(Sparkline, { curves: drawn.curves, colours: drawn.curves.map((curve) => colourOf(curve.run)) }),
          drawn?.key && h('span', { class: 'project-key' }, drawn.key),
        ]),
        h('span', { class: 'project-facts' }, [
          t('home.runs', { n: project.runCount }),
          project.running > 0 && h('span', { class: 'live' }, [h('span', { class: 'live-dot' }), `${project.running} ${t('run.running').toLowerCase()}`]),
          h('span', { class: 'when' }, newest ? t('home.lastRun', { ago: when }) : t('home.noRuns')),
        ]),
      ]);
    };
  },
  { name: 'ProjectCard', props: ['project'] },
);
