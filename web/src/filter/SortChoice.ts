import { defineComponent, h } from 'vue';
import { t } from '../text/text';
import { IconButton } from '../ui/IconButton';
import { FieldPicker } from './FieldPicker';
import { isSortable } from './fields';
import { nameOf } from './nameOf';
import type { FieldSource } from './fieldSource';
import type { SortKey } from './RunQuery';

/** An ordered choice of a few fields to sort by, each with its direction. */
export const SortChoice = defineComponent<{
  source: FieldSource;
  keys: readonly SortKey[];
  most: number;
  onChange: (keys: readonly SortKey[]) => void;
}>(
  (props) => () =>
    h('div', { class: 'key-choice' }, [
      props.keys.map(({ key, isDescending }, index) =>
        h('div', { key, class: 'key-choice-row' }, [
          h('span', { class: 'key-choice-name', title: nameOf(key) }, nameOf(key)),
          h(IconButton, {
            icon: isDescending ? 'arrowDown' : 'arrowUp',
            label: t(isDescending ? 'sort.descending' : 'sort.ascending', { key: nameOf(key) }),
            onPress: () => props.onChange(props.keys.map((one, at) => (at === index ? { key, isDescending: !isDescending } : one))),
          }),
          props.keys.length > 1 &&
            h(IconButton, {
              icon: 'close', label: t('sort.remove', { key: nameOf(key) }),
              onPress: () => props.onChange(props.keys.filter((one) => one.key !== key)),
            }),
        ]),
      ),
      props.keys.length < props.most &&
        h(FieldPicker, {
          key: `add-${props.keys.length}`,
          source: props.source,
          value: '',
          label: t('sort.add'),
          accepts: (key) => isSortable(key) && !props.keys.some((one) => one.key === key),
          onPick: (key) => props.onChange([...props.keys, { key, isDescending: false }]),
        }),
    ]),
  { name: 'SortChoice', props: ['source', 'keys', 'most', 'onChange'] },
);
