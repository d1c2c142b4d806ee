import { computed, defineComponent, h, type VNode } from 'vue';
import type { RunRow } from '../api/runRows';
import { pathTo } from '../app/router';
import { formatAgo } from '../format/times';
import { groupValues } from '../filter/aggregate';
import { t } from '../text/text';
import { colourOf } from '../theme/palette';
import { IconButton } from '../ui/IconButton';
import { StateBadge } from '../ui/StateBadge';

/** The runs of a group, by their job type where they have several. */
export const GroupMembers = defineComponent<{
  entity: string;
  project: string;
  runs: readonly RunRow[];
  drawn: ReadonlySet<string>;
  onToggle: (run: string) => void;
}>(
  (props) => {
    const kinds = computed(() => groupValues(props.runs, (run) => run.jobType || null));
    function row(run: RunRow): VNode {
      const isShown = props.drawn.has(run.name);
      return h('li', { key: run.name, class: ['run-row', !isShown && 'hidden-run'] }, [
        h('span', { class: 'run-eye', style: { color: colourOf(run.name) } }, [
          h(IconButton, {
            icon: isShown ? 'eye' : 'eyeOff', label: t(isShown ? 'workspace.hide' : 'workspace.show', { name: run.displayName }), pressed: isShown,
            onPress: () => props.onToggle(run.name),
          }),
        ]),
        h('a', { href: pathTo(props.entity, props.project, 'runs', run.name), class: 'run-link', 'data-run': run.name }, [
          h('span', { class: 'run-name', title: run.displayName }, run.displayName),
          h('span', { class: 'run-details' }, [formatAgo(run.createdAt, Date.now()), run.user?.username].filter(Boolean).join(' · ')),
        ]),
        h(StateBadge, { state: run.state, compact: true }),
      ]); // prettier-ignore
    }
    return () =>
      h('aside', { class: 'runs-sidebar', 'aria-label': t('groups.members') }, [
        h('ol', { class: 'run-rows' }, kinds.value.flatMap(({ value, members }) => [
          kinds.value.length > 1 && h('li', {
            key: `kind ${String(value)}`, class: 'run-group',
          }, [h('span', { class: 'run-group-name' }, value === null ? t('group.none') : String(value)), h('span', { class: 'count' }, String(members.length))]),
          ...members.map(row),
        ])),
      ]); // prettier-ignore
  },
  { name: 'GroupMembers', props: ['entity', 'project', 'runs', 'drawn', 'onToggle'] },
);
