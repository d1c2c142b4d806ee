import { defineComponent, h, shallowRef, watch, type VNode } from 'vue';
import type { Json } from '../api/json';
import { t } from '../text/text';
import { IconButton } from '../ui/IconButton';
import { Icon } from '../ui/Icon';
import { Select } from '../ui/Select';
import { ConditionRow } from './ConditionRow';
import type { FieldSource } from './fieldSource';
import { filterText, parseFilter, type Condition, type FilterGroup, type FilterPart, type Match } from './filter';

const DEEPEST = 3;
const matches: readonly Match[] = ['all', 'any', 'none'];
const empty: Condition = { kind: 'condition', key: '', operator: 'eq', value: undefined };

/** Makes a filter out of conditions and groups of them. What is not complete yet does not filter. */
export const FilterBuilder = defineComponent<{ source: FieldSource; text: string; onChange: (text: string) => void }>(
  (props) => {
    const withStart = (filter: FilterGroup): FilterGroup => (filter.parts.length > 0 ? filter : { ...filter, parts: [empty] });
    const draft = shallowRef<FilterGroup>(withStart(parseFilter(props.text)));
    let sent = props.text;
    watch(() => props.text, (text) => {
      if (text === sent) return;
      sent = text;
      draft.value = withStart(parseFilter(text));
    }); // prettier-ignore

    function change(filter: FilterGroup): void {
      draft.value = filter;
      const text = filterText(filter);
      if (text === sent) return;
      sent = text;
      props.onChange(text);
    }

    function group(now: FilterGroup, depth: number, put: (next: FilterGroup) => void, remove: (() => void) | null): VNode {
      const replace = (index: number, next: FilterPart | null): void =>
        put({ ...now, parts: now.parts.flatMap((part, at) => (at !== index ? [part] : next ? [next] : [])) });
      const add = (part: FilterPart): void => put({ ...now, parts: [...now.parts, part] });
      return h('div', { class: ['filter-group', depth > 0 && 'nested'], role: 'group', 'aria-label': t('filter.group') }, [
        h('div', { class: 'filter-match' }, [
          h('span', { class: 'faint' }, t('filter.where')),
          h(Select, {
            label: t('filter.match'), value: now.match, choices: matches.map((one) => [one, t(`filter.match.${one}`)] as const),
            onChange: (value) => put({ ...now, match: value as Match }),
          }),
          h('span', { class: 'faint' }, t('filter.hold')),
          remove && h(IconButton, { icon: 'close', label: t('filter.removeGroup'), onPress: remove }),
        ]),
        now.parts.map((part, index) => h('div', { key: index, class: 'filter-part' }, [partOf(part, depth, (next) => replace(index, next))])),
        h('div', { class: 'filter-adds' }, [
          h('button', { type: 'button', class: 'link-button', onClick: () => add(empty) }, [h(Icon, { name: 'plus' }), t('filter.addCondition')]),
          depth < DEEPEST - 1 &&
            h('button', {
              type: 'button', class: 'link-button', onClick: () => add({ kind: 'group', match: 'any', parts: [empty] }),
            }, [h(Icon, { name: 'plus' }), t('filter.addGroup')]),
        ]),
      ]);
    }

    function partOf(part: FilterPart, depth: number, put: (next: FilterPart | null) => void): VNode {
      if (part.kind === 'condition') return h(ConditionRow, { source: props.source, condition: part, onChange: put, onRemove: () => put(null) });
      if (part.kind === 'group') return group(part, depth + 1, put, () => put(null));
      return h('div', { class: 'condition' }, [
        h('input', {
          type: 'text', class: 'input code', value: JSON.stringify(part.json), 'aria-label': t('filter.raw'), title: t('filter.raw'),
          onChange: (event: Event) => {
            const json = read((event.target as HTMLInputElement).value);
            if (json !== undefined) put({ kind: 'raw', json });
          },
        }), // prettier-ignore
        h(IconButton, { icon: 'close', label: t('filter.remove'), onPress: () => put(null) }),
      ]);
    }

    return () =>
      h('div', { class: 'filter-builder' }, [
        group(draft.value, 0, change, null),
        props.text !== '' &&
          h('footer', null, [
            h('button', {
              type: 'button', class: 'button', onClick: () => change({ kind: 'group', match: 'all', parts: [empty] }),
            }, t('filter.clear')),
            h('button', {
              type: 'button', class: 'button', title: t('filter.copy.text'),
              onClick: () => void navigator.clipboard?.writeText(props.text),
            }, [h(Icon, { name: 'copy' }), t('filter.copy')]),
          ]),
      ]);
  },
  { name: 'FilterBuilder', props: ['source', 'text', 'onChange'] },
);

function read(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
