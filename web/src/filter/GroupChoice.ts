import { defineComponent, h } from 'vue';
import { t } from '../text/text';
import { IconButton } from '../ui/IconButton';
import { FieldPicker } from './FieldPicker';
import { isGroupable } from './fields';
import { nameOf } from './nameOf';
import type { FieldSource } from './fieldSource';

/** An ordered choice of a few fields to group by. */
export const GroupChoice = defineComponent<{
  source: FieldSource;
  keys: readonly string[];
  most: number;
  onChange: (keys: readonly string[]) => void;
}>(
  (props) => () =>
    h('div', { class: 'key-choice' }, [
      props.keys.map((key, index) =>
        h('div', { key, class: 'key-choice-row' }, [
          h('span', { class: 'key-choice-name', title: nameOf(key) }, nameOf(key)),
          index > 0 && h(IconButton, {
            icon: 'arrowUp', label: t('group.outwards', { key: nameOf(key) }),
            onPress: () => props.onChange(swapped(props.keys, index)),
          }),
          h(IconButton, {
            icon: 'close', label: t('group.remove', { key: nameOf(key) }),
            onPress: () => props.onChange(props.keys.filter((one) => one !== key)),
          }),
        ]),
      ),
      props.keys.length < props.most &&
        h(FieldPicker, {
          key: `add-${props.keys.length}`,
          source: props.source,
          value: '',
          label: t(props.keys.length === 0 ? 'group.add' : 'group.addInner'),
          accepts: (key) => isGroupable(key) && !props.keys.includes(key),
          onPick: (key) => props.onChange([...props.keys, key]),
        }),
    ]),
  { name: 'GroupChoice', props: ['source', 'keys', 'most', 'onChange'] },
);

function swapped(keys: readonly string[], index: number): string[] {
  const next = [...keys];
  const [key] = next.splice(index, 1);
  if (key !== undefined) next.splice(index - 1, 0, key);
  return next;
}
