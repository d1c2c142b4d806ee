import { defineComponent, h, ref, shallowRef } from 'vue';
import { fetchRows, type RowPage, type RunRow } from '../api/runRows';
import { pathTo } from '../app/router';
import { writeList } from '../filter/texts';
import { formatCount } from '../format/numbers';
import { t } from '../text/text';
import { Icon } from '../ui/Icon';
import { IconButton } from '../ui/IconButton';
import { MenuButton } from '../ui/MenuButton';
import { snackbar } from '../ui/messages';
import { deleteLater, edit, moveTo, tagRuns } from './actions';
import { MoveForm } from './MoveForm';
import { TagForm } from './TagForm';
import type { TableModel } from './TableModel';

/** As many runs as one filter can name. */
const MOST = 20_000;
const PAGE = 1000;
const COMPARED = 100;

/** What can be done with the chosen runs, all at once. */
export const SelectionBar = defineComponent<{ model: TableModel }>(
  (props) => {
    const { model } = props;
    const isLoading = ref(false);
    const openMenu = { tag: shallowRef(false), group: shallowRef(false), move: shallowRef(false) };
    const runs = (): RunRow[] => [...model.selection.runs.value.values()];

    async function chooseAll(): Promise<void> {
      isLoading.value = true;
      try {
        let after: string | null = null;
        for (let count = 0; count < MOST; count += PAGE) {
          const { entity, project, filters, query } = model;
          const page: RowPage | null = await fetchRows({ entity, project, filters, order: query.order, keys: [] }, { first: PAGE, after });
          model.selection.add(page?.rows ?? []);
          after = page?.endCursor ?? null;
          if (!page?.hasNextPage) break;
        }
      } catch (problem) {
        snackbar.show({ text: problem instanceof Error ? problem.message : String(problem), isBad: true });
      }
      isLoading.value = false;
    }

    return () => {
      const count = model.selection.runs.value.size;
      if (count === 0) return null;
      const { total } = model;
      const names = runs().slice(0, COMPARED).map((run) => run.name);
      return h('div', { class: 'selection-bar', role: 'toolbar', 'aria-label': t('table.chosen', { n: count }) }, [
        h('span', { class: 'selection-count' }, t('table.chosen', { n: count })),
        model.query.groups.length === 0 && total !== null && total > count &&
          h('button', { type: 'button', class: 'link-button', disabled: isLoading.value, onClick: () => void chooseAll() },
            isLoading.value ? t('state.loading') : t('table.chooseAll', { n: formatCount(Math.min(total, MOST)) })),
        h('span', { class: 'spacer' }),
        h('a', {
          class: 'button quiet',
          href: `${pathTo(model.entity, model.project, 'compare')}?${new URLSearchParams({ compare: writeList(names) })}`,
        }, [h(Icon, { name: 'compare' }), h('span', { class: 'menu-button-name' }, t('table.compare'))]),
        model.canWrite.value && [
          h(MenuButton, { icon: 'tag', label: t('table.tag'), kind: 'choice', isOpen: openMenu.tag }, () =>
            h(TagForm, {
              runs: runs(), known: model.knownTags(),
              onApply: (added, removed) => {
                openMenu.tag.value = false;
                tagRuns(model, runs(), added, removed);
              },
            }),
          ),
          h(MenuButton, { icon: 'moveTo', label: t('table.move'), kind: 'choice', isOpen: openMenu.move }, () =>
            h(MoveForm, {
              model,
              onGroup: (groupName) => {
                openMenu.move.value = false;
                void edit(model, runs().map((run) => [run, { groupName }]), t('table.grouped', { n: count }));
              },
              onMove: (entity, project) => {
                openMenu.move.value = false;
                void moveTo(model, runs(), entity, project);
              },
            }),
          ),
          h('button', {
            type: 'button', class: 'button quiet danger', onClick: () => deleteLater(model, runs()),
          }, [h(Icon, { name: 'trash' }), h('span', { class: 'menu-button-name' }, t('table.delete'))]),
        ],
        h(IconButton, { icon: 'close', label: t('table.chooseNone'), onPress: () => model.selection.clear() }),
      ]); // prettier-ignore
    };
  },
  { name: 'SelectionBar', props: ['model'] },
);
