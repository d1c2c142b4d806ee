import { computed, defineComponent, h, type VNode } from 'vue';
import { fetchRows, valueOf, type RunRow } from '../api/runRows';
import { pathTo, queryParameter } from '../app/router';
import { nameOf } from '../filter/nameOf';
import { formatDuration } from '../format/times';
import { valueText } from '../table/valueText';
import { t } from '../text/text';
import { colourOf } from '../theme/palette';
import { ago } from '../ui/ago';
import { Icon } from '../ui/Icon';
import { Problem } from '../ui/Problem';
import { refresh } from '../ui/refresh';
import { resource } from '../ui/resource';
import { Select } from '../ui/Select';
import { StateBadge } from '../ui/StateBadge';
import type { SearchFields } from './searchRuns';

const SHOWN = 100;
const COLUMNS = 30;
const REFRESH_MS = 5000;
const orders = ['best', 'newest'] as const;

/** The runs of a search, with what was tried and what came out of it. */
export const SweepRuns = defineComponent<{
  entity: string;
  project: string;
  fields: SearchFields;
  isMaximized: boolean;
  total: number;
  best: string | null;
}>(
  (props) => {
    const { entity, project } = props;
    const chosen = queryParameter('order', 'best');
    const keys = computed(() => [...(props.fields.metric ? [props.fields.metric] : []), ...props.fields.swept.slice(0, COLUMNS)]);
    const order = computed(() => {
      const { metric } = props.fields;
      return metric && chosen.value !== 'newest' ? `${props.isMaximized ? '-' : '+'}${metric}` : '-created_at';
    });
    const page = resource(
      () => ({ entity, project, filters: props.fields.filters, order: order.value, keys: keys.value }),
      (listing, signal) => fetchRows(listing, { first: SHOWN, after: null }, signal),
    );
    refresh(page, REFRESH_MS);

    /** The runs table with the same runs, columns and order. */
    const table = computed(() => {
      const columns = ['!display_name', 'state', ...keys.value.map((key) => key.replace(/[%,~:!]/g, encodeURIComponent)), 'created_at', 'duration'];
      return `${pathTo(entity, project, 'table')}?${new URLSearchParams({ filter: props.fields.filters, cols: columns.join(','), sort: order.value })}`;
    });
    const workspace = computed(() => `${pathTo(entity, project)}?${new URLSearchParams({ filter: props.fields.filters, sort: order.value })}`);

    function row(run: RunRow): VNode {
      const isBest = run.name === props.best;
      const seconds = (new Date(run.heartbeatAt).getTime() - new Date(run.createdAt).getTime()) / 1000;
      return h('tr', { key: run.name, class: isBest ? 'best' : '', 'data-run': run.name }, [
        h('td', null, [
          h('a', { class: 'record-name', href: pathTo(entity, project, 'runs', run.name) }, [h('span', { class: 'swatch', style: { background: colourOf(run.name) } }), run.displayName]),
          isBest && h('span', { class: 'tag' }, t('sweep.isBest')),
        ]),
        h('td', null, [h(StateBadge, { state: run.state })]),
        keys.value.map((key) => {
          const value = valueOf(run, key);
          return h('td', { key, class: [typeof value === 'number' && 'number', value === null && 'faint'] }, value === null ? '–' : valueText(value, key));
        }),
        h('td', { class: 'number' }, formatDuration(seconds)),
        h('td', { class: 'faint' }, [ago(run.createdAt)]),
      ]);
    }

    return () => {
      const rows = page.value.value?.rows ?? [];
      return h('section', { class: 'card records sweep-runs', tabindex: 0, role: 'region', 'aria-label': t('sweep.runs') }, [
        h('header', { class: 'card-title' }, [
          h('h2', null, [t('sweep.runs'), h('span', { class: 'count' }, String(props.total))]),
          props.fields.metric && h(Select, {
            label: t('sweep.order'), value: chosen.value === 'newest' ? 'newest' : 'best', choices: orders.map((one) => [one, t(`sweep.order.${one}`)] as const),
            onChange: (value) => (chosen.value = value),
          }),
          h('a', { class: 'button', href: workspace.value }, [h(Icon, { name: 'chart' }), t('sweep.openWorkspace')]),
          h('a', { class: 'button', href: table.value }, [h(Icon, { name: 'table' }), t('sweep.openTable')]),
        ]),
        h(Problem, { error: page.error.value }),
        h('table', null, [
          h('thead', null, [h('tr', null, [
            h('th', { scope: 'col' }, t('sweep.name')), h('th', { scope: 'col' }, t('sweep.state')),
            keys.value.map((key) => h('th', { key, scope: 'col', title: nameOf(key), class: rows.some((run) => typeof valueOf(run, key) === 'number') ? 'number' : '' }, nameOf(key))),
            h('th', { scope: 'col', class: 'number' }, t('field.duration')), h('th', { scope: 'col' }, t('sweep.created')),
          ])]), // prettier-ignore
          h('tbody', null, rows.map(row)),
        ]),
        props.total > SHOWN && h('p', { class: 'card-text faint' }, t('sweep.someRuns', { n: SHOWN })),
      ]);
    };
  },
  { name: 'SweepRuns', props: ['entity', 'project', 'fields', 'isMaximized', 'total', 'best'] },
);
