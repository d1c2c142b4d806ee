import '../app/shared';
import { computed, defineComponent, h, type VNode } from 'vue';
import { fetchGroups } from '../api/runGroups';
import { pathTo, queryParameter } from '../app/router';
import { RunsNav } from '../app/RunsNav';
import { formatCount } from '../format/numbers';
import { t } from '../text/text';
import { ErrorNotice, Notice } from '../ui/Notice';
import { resource } from '../ui/resource';
import { SearchField } from '../ui/SearchField';
import { loggingLines, Snippet } from '../ui/Snippet';
import { matcher } from '../workspace/sections';
import { fetchGroupFacts, type GroupFacts } from './groupFacts';
import { GroupStates } from './GroupStates';

const SHOWN = 200;
const FACTS = 40;

/** The groups of a project's runs. */
export const GroupsPage = defineComponent<{ entity: string; project: string }>(
  (props) => {
    const { entity, project } = props;
    const query = queryParameter('find');
    const groups = resource(() => ({ entity, project, filters: '{}', by: 'group', aggregates: [], isDescending: false }), fetchGroups);
    const named = computed(() =>
      (groups.value.value?.groups ?? []).flatMap(({ value, count }) => (typeof value === 'string' && value !== '' ? [{ name: value, count }] : [])),
    );
    const loose = computed(() => (groups.value.value?.groups ?? []).reduce((sum, { value, count }) => sum + (value === null || value === '' ? count : 0), 0));
    const found = computed(() => named.value.filter((group) => matcher(query.value)(group.name)).slice(0, SHOWN));
    const facts = resource(
      () => (found.value.length > 0 ? found.value.slice(0, FACTS).map((group) => group.name) : null),
      (names, signal) => fetchGroupFacts({ entity, project }, names, signal),
    );

    function row({ name, count }: { name: string; count: number }): VNode {
      const known: GroupFacts | undefined = facts.value.value?.get(name);
      return h('tr', { key: name }, [
        h('td', null, [h('a', { href: pathTo(entity, project, 'groups', name), title: name }, name)]),
        h('td', { class: 'number' }, formatCount(count)),
        h('td', null, [known && h(GroupStates, { states: known.states })]),
        h('td', { class: 'faint' }, known?.last ?? ''),
      ]);
    }

    function body(): VNode {
      if (groups.value.value === undefined) {
        const error = groups.error.value;
        return error ? h(ErrorNotice, { error, onRetry: () => groups.reload() }) : h('div', { class: 'page-loading' });
      }
      if (named.value.length === 0) {
        return h(Notice, { title: t('groups.empty'), text: t('groups.empty.text'), icon: 'group' }, () => [h(Snippet, {
          text: loggingLines(project).replace(`project="${project}"`, `project="${project}", group="first"`),
        })]);
      }
      return h('div', { class: 'groups-body' }, [
        h('div', { class: 'groups-bar' }, [
          h(SearchField, { value: query.value, label: t('groups.search'), onInput: (text) => (query.value = text) }),
          h('span', { class: 'faint' }, t('groups.count', { n: named.value.length })),
        ]),
        found.value.length === 0
          ? h(Notice, { title: t('groups.noMatch'), icon: 'search' })
          : h('div', { class: 'card group-list' }, [
              h('table', null, [
                h('thead', null, [h('tr', null, [
                  h('th', { scope: 'col' }, t('field.group')), h('th', { scope: 'col', class: 'number' }, t('groups.members')),
                  h('th', { scope: 'col' }, t('groups.states')), h('th', { scope: 'col' }, t('groups.last')),
                ])]), // prettier-ignore
                h('tbody', null, found.value.map(row)),
              ]),
            ]),
        loose.value > 0 && h('p', { class: 'faint' }, t('groups.ungrouped', { n: loose.value })),
      ]);
    }
    return () => h('div', { class: 'groups-page' }, [h(RunsNav, { entity, project, current: 'groups' }), body()]);
  },
  { name: 'GroupsPage', props: ['entity', 'project'] },
);
