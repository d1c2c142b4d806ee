import { defineComponent, h, reactive, ref, type VNode } from 'vue';
import { pathTo } from '../app/router';
import { groupValueOf, type RunRow } from '../api/runRows';
import { nameOf } from '../filter/nameOf';
import { fieldSource } from '../filter/fieldSource';
import { QueryButtons } from '../filter/QueryButtons';
import { orders, type NamedOrder } from '../filter/RunQuery';
import { runStates } from '../filter/states';
import { groupValues } from '../filter/aggregate';
import { valueText } from '../table/valueText';
import { formatAgo } from '../format/times';
import { t } from '../text/text';
import { colourOf } from '../theme/palette';
import { IconButton, iconButton } from '../ui/IconButton';
import { SearchField } from '../ui/SearchField';
import { Select } from '../ui/Select';
import { stateBadge } from '../ui/StateBadge';
import type { RunList } from './runList';
import type { Visibility } from './visibility';

/** The runs of a project: what is drawn, in which colour, and where each leads. */
export const RunsSidebar = defineComponent<{ list: RunList; visibility: Visibility }>(
  (props) => {
    const root = ref<HTMLElement | null>(null);
    const folded = reactive(new Set<string>());

    /** The rows of runs, under a heading for each group that they make. */
    function rows(items: readonly Listed[], keys: readonly string[], path: string, depth = 0): VNode[] {
      const [key, ...inner] = keys;
      const { list, visibility } = props;
      if (key === undefined) return items.map(({ run, isShown }) => row(run, list, visibility, isShown));
      return groupValues(items, ({ run }) => groupValueOf(run, key)).flatMap(({ value, members }) => {
        const id = `${path}/${JSON.stringify(value)}`;
        return [heading(key, value, members, id, depth), ...(folded.has(id) ? [] : rows(members, inner, id, depth + 1))];
      });
    }
    function heading(key: string, value: ReturnType<typeof groupValueOf>, members: readonly Listed[], id: string, depth: number): VNode {
      const { visibility } = props;
      const label = value === null ? t('group.none') : valueText(value, key);
      const isShown = members.some((one) => one.isShown);
      const isOpen = !folded.has(id);
      const name = `${nameOf(key)} ${label}`;
      return h('li', { key: `group ${id}`, class: ['run-group', depth > 0 && 'inner'] }, [
        h(IconButton, { icon: isOpen ? 'chevronDown' : 'chevronRight', label: name, expanded: isOpen, onPress: () => void (isOpen ? folded.add(id) : folded.delete(id)) }),
        h('span', { class: 'run-group-name', title: name }, [h('span', { class: 'faint' }, `${nameOf(key)} `), label]),
        h('span', { class: 'count' }, String(members.length)),
        h('span', { class: 'spacer' }),
        h(IconButton, {
          icon: isShown ? 'eye' : 'eyeOff', label: t(isShown ? 'workspace.hide' : 'workspace.show', { name }), pressed: isShown,
          onPress: () => members.filter((one) => one.isShown === isShown).forEach(({ run }) => visibility.toggle(run.name)),
        }),
      ]); // prettier-ignore
    }

    return () => {
      const { list, visibility } = props;
      const runs = list.runs.value;
      const shown = runs.filter((run, index) => visibility.isShown(run.name, index)).length;
      return h('aside', { class: 'runs-sidebar', ref: root, 'aria-label': t('workspace.runs') }, [
        h('div', { class: 'runs-search' }, [
          h(SearchField, {
            value: list.search,
            label: t('workspace.searchRuns'),
            invalid: list.isRegex && list.answer.error.value !== null,
            onInput: (text) => (list.search = text),
          }),
          h('button', {
            type: 'button',
            class: 'icon-button regex',
            title: t('workspace.regex'),
            'aria-label': t('workspace.regex'),
            'aria-pressed': list.isRegex,
            onClick: () => (list.isRegex = !list.isRegex),
          }, '.*'),
        ]), // prettier-ignore
        list.isRegex && list.answer.error.value !== null && h('p', { class: 'hint bad' }, t('workspace.badRegex')),
        h('div', { class: 'runs-choices' }, [
          h(Select, {
            label: t('workspace.state'),
            value: list.state,
            choices: [['', t('workspace.state.all')], ...runStates.map((state) => [state, t(`run.${state}`)] as const)],
            onChange: (value) => (list.state = value),
          }),
          h(Select, {
            label: t('workspace.sort'),
            value: list.sort,
            choices: sortChoices(list),
            onChange: (value) => (list.sort = value),
          }),
        ]),
        h('div', { class: 'runs-tools' }, [h(QueryButtons, { query: list, source: fieldSource(list.entity, list.project), mostGroups: 3 })]),
        h('div', { class: 'runs-count' }, [
          h('span', null, t('workspace.shown', { shown, total: list.answer.value.value?.total ?? 0 })),
          h(IconButton, { icon: 'eye', label: t('workspace.showAll'), onPress: () => visibility.showAll() }),
          h(IconButton, { icon: 'eyeOff', label: t('workspace.hideAll'), onPress: () => visibility.hideAll() }),
        ]),
        h('ol', { class: 'run-rows', onKeydown: (event: KeyboardEvent) => walk(event, root.value) },
          rows(runs.map((run, index) => ({ run, isShown: visibility.isShown(run.name, index) })), list.groups, '')), // prettier-ignore
        pages(list),
      ]);
    };
  },
  { name: 'RunsSidebar', props: ['list', 'visibility'] },
);

interface Listed {
  readonly run: RunRow;
  readonly isShown: boolean;
}

/** The orders with a name, and the chosen one where it has none. */
function sortChoices(list: RunList): [string, string][] {
  const named = (Object.keys(orders) as NamedOrder[]).map((order): [string, string] => [order, t(`workspace.sort.${order}`)]);
  if (list.sort in orders) return named;
  const own = list.sortKeys.map(({ key, isDescending }) => `${nameOf(key)} ${isDescending ? '↓' : '↑'}`).join(', ');
  return [...named, [list.sort, own]];
}

function row(run: RunRow, list: RunList, visibility: Visibility, isShown: boolean): VNode {
  const label = t(isShown ? 'workspace.hide' : 'workspace.show', { name: run.displayName });
  const details = [formatAgo(run.createdAt, Date.now()), run.group, run.user?.username];
  return h('li', { key: run.name, class: ['run-row', !isShown && 'hidden-run'] }, [
    h('span', { class: 'run-eye', style: { color: colourOf(run.name) } }, [
      iconButton({ icon: isShown ? 'eye' : 'eyeOff', label, pressed: isShown, onPress: () => visibility.toggle(run.name) }),
    ]),
    h('a', { href: pathTo(list.entity, list.project, 'runs', run.name), class: 'run-link', 'data-run': run.name }, [
      h('span', { class: 'run-name', title: run.displayName }, run.displayName),
      h('span', { class: 'run-details' }, details.filter(Boolean).join(' · ')),
    ]),
    stateBadge(run.state, true),
  ]);
}

/** Arrows go from run to run, Space shows or hides. */
function walk(event: KeyboardEvent, root: HTMLElement | null): void {
  const links = [...(root?.querySelectorAll<HTMLElement>('.run-link') ?? [])];
  const index = links.findIndex((link) => link === document.activeElement);
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    links[Math.max(0, Math.min(links.length - 1, index + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus();
    event.preventDefault();
  } else if (event.key === ' ' && index >= 0) {
    links[index]?.closest('.run-row')?.querySelector<HTMLElement>('.run-eye button')?.click();
    event.preventDefault();
  }
}

function pages(list: RunList): VNode | false {
  if (list.page === 1 && !list.hasNext) return false;
  return h('div', { class: 'pages' }, [
    h(IconButton, {
      icon: 'chevronLeft', label: t('workspace.previous'), disabled: list.page === 1, onPress: () => list.previous(),
    }), // prettier-ignore
    h('span', null, t('workspace.page', { page: list.page })),
    h(IconButton, {
      icon: 'chevronRight', label: t('workspace.next'), disabled: !list.hasNext, onPress: () => list.next(),
    }), // prettier-ignore
  ]);
}
