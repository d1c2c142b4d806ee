import { defineComponent, h } from 'vue';
import { t } from '../text/text';
import { MenuButton } from '../ui/MenuButton';
import type { FieldSource } from './fieldSource';
import { countConditions } from './filter';
import { FilterBuilder } from './FilterBuilder';
import { GroupChoice } from './GroupChoice';
import type { RunQuery } from './RunQuery';
import { SortChoice } from './SortChoice';

const MOST_GROUPS = 4;
const MOST_SORTS = 3;

/** The buttons by which people say which runs they want, in which groups and in which order. */
export const QueryButtons = defineComponent<{
  query: RunQuery;
  source: FieldSource;
  isFilterOpen?: { value: boolean };
  mostGroups?: number;
}>(
  (props) => () => {
    const { query, source } = props;
    return [
      h(MenuButton, {
        icon: 'filter', label: t('filter.title'), count: countConditions(query.filter), kind: 'wide',
        ...(props.isFilterOpen ? { isOpen: props.isFilterOpen } : {}),
      }, () => h(FilterBuilder, { source, text: query.filterText, onChange: (text) => (query.filterText = text) })),
      h(MenuButton, { icon: 'group', label: t('group.title'), count: query.groups.length, kind: 'choice' }, () =>
        h(GroupChoice, { source, keys: query.groups, most: props.mostGroups ?? MOST_GROUPS, onChange: (keys) => (query.groups = keys) }),
      ),
      h(MenuButton, { icon: 'arrowDown', label: t('sort.title'), count: query.sort === 'newest' ? 0 : query.sortKeys.length, kind: 'choice' }, () =>
        h(SortChoice, { source, keys: query.sortKeys, most: MOST_SORTS, onChange: (keys) => (query.sortKeys = keys) }),
      ),
    ]; // prettier-ignore
  },
  { name: 'QueryButtons', props: ['query', 'source', 'isFilterOpen', 'mostGroups'] },
);
