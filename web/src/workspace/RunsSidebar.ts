import { defineComponent, h, ref, type VNode } from 'vue';
import { pathTo } from '../app/router';
import type { RunHead } from '../api/runs';
import { formatAgo } from '../format/times';
import { language, t } from '../text/text';
import { colourOf } from '../theme/palette';
import { IconButton } from '../ui/IconButton';
import { SearchField } from '../ui/SearchField';
import { Select } from '../ui/Select';
import { StateBadge } from '../ui/StateBadge';
import { orders, states, type Order, type RunList } from './runList';
import type { Visibility } from './visibility';

/** The runs of a project: what is drawn, in which colour, and where each leads. */
export const RunsSidebar = defineComponent<{ list: RunList; visibility: Visibility }>(
  (props) => {
    const root = ref<HTMLElement | null>(null);
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
            choices: [['', t('workspace.state.all')], ...states.map((state) => [state, t(`run.${state}`)] as const)],
            onChange: (value) => (list.state = value),
          }),
          h(Select, {
            label: t('workspace.sort'),
            value: list.order,
            choices: (Object.keys(orders) as Order[]).map((order) => [order, t(`workspace.sort.${order}`)] as const),
            onChange: (value) => (list.order = value as Order),
          }),
        ]),
        h('div', { class: 'runs-count' }, [
          h('span', null, t('workspace.shown', { shown, total: list.answer.value.value?.total ?? 0 })),
          h(IconButton, { icon: 'eye', label: t('workspace.showAll'), onPress: () => visibility.showAll() }),
          h(IconButton, { icon: 'eyeOff', label: t('workspace.hideAll'), onPress: () => visibility.hideAll() }),
        ]),
        h('ol', { class: 'run-rows', onKeydown: (event: KeyboardEvent) => walk(event, root.value) },
          runs.map((run, index) => row(run, list, visibility, visibility.isShown(run.name, index)))), // prettier-ignore
        pages(list),
      ]);
    };
  },
  { name: 'RunsSidebar', props: ['list', 'visibility'] },
);

function row(run: RunHead, list: RunList, visibility: Visibility, isShown: boolean): VNode {
  const label = t(isShown ? 'workspace.hide' : 'workspace.show', { name: run.displayName });
  const details = [formatAgo(run.createdAt, Date.now(), language.value), run.group, run.user?.username];
  return h('li', { key: run.name, class: ['run-row', !isShown && 'hidden-run'] }, [
    h('span', { class: 'run-eye', style: { color: colourOf(run.name) } }, [
      h(IconButton, { icon: isShown ? 'eye' : 'eyeOff', label, pressed: isShown, onPress: () => visibility.toggle(run.name) }),
    ]),
    h('a', { href: pathTo(list.entity, list.project, 'runs', run.name), class: 'run-link', 'data-run': run.name }, [
      h('span', { class: 'run-name', title: run.displayName }, run.displayName),
      h('span', { class: 'run-details' }, details.filter(Boolean).join(' · ')),
    ]),
    h(StateBadge, { state: run.state, compact: true }),
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
