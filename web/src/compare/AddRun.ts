import { defineComponent, h, ref, shallowRef } from 'vue';
import { fetchRows } from '../api/runRows';
import { allOf } from '../filter/filter';
import { searchFilter } from '../filter/searchFilter';
import { t } from '../text/text';
import { MenuButton } from '../ui/MenuButton';
import { resource } from '../ui/resource';
import { SearchField } from '../ui/SearchField';
import { StateBadge } from '../ui/StateBadge';

const OFFERED = 30;

/** Finds a further run to compare. */
export const AddRun = defineComponent<{ entity: string; project: string; chosen: readonly string[]; onAdd: (run: string) => void }>(
  (props) => {
    const isOpen = shallowRef(false);
    const search = ref('');
    const found = resource(
      () => (isOpen.value ? { search: search.value, without: props.chosen } : null),
      ({ search: text, without }, signal) => {
        const filters = allOf([searchFilter(text, false), without.length > 0 ? { name: { $nin: [...without] } } : null]);
        return fetchRows({ entity: props.entity, project: props.project, filters, order: '-created_at', keys: [] }, { first: OFFERED, after: null }, signal);
      },
    );
    return () =>
      h(MenuButton, { icon: 'plus', label: t('compare.add'), kind: 'choice', isOpen }, () => [
        h(SearchField, { value: search.value, label: t('workspace.searchRuns'), onInput: (text) => (search.value = text) }),
        h('div', { class: 'menu run-offers' }, (found.value.value?.rows ?? []).map((run) =>
          h('button', { type: 'button', class: 'menu-item', key: run.name, onClick: () => props.onAdd(run.name) }, [
            h(StateBadge, { state: run.state, compact: true }),
            h('span', { class: 'view-name' }, run.displayName),
          ]),
        )),
        found.value.value?.rows.length === 0 && h('p', { class: 'faint' }, t('palette.nothing')),
      ]); // prettier-ignore
  },
  { name: 'AddRun', props: ['entity', 'project', 'chosen', 'onAdd'] },
);
