import { defineComponent, h, ref } from 'vue';
import { t } from '../text/text';
import { IconButton } from '../ui/IconButton';

const OFFERED = 8;

/** Tags as a list to which typing adds. */
export const TagInput = defineComponent<{
  tags: readonly string[];
  /** Tags that other runs have, to choose from. */
  known: readonly string[];
  onChange: (tags: readonly string[]) => void;
  /** Enter in the empty field. */
  onEnter: () => void;
}>(
  (props) => {
    const text = ref('');
    const input = ref<HTMLInputElement | null>(null);
    function remove(tag: string): void {
      // The button goes away with its tag, and the focus shall not.
      input.value?.focus();
      props.onChange(props.tags.filter((one) => one !== tag));
    }
    function add(tag: string): void {
      const plain = tag.trim();
      text.value = '';
      if (plain !== '' && !props.tags.includes(plain)) props.onChange([...props.tags, plain]);
    }
    function pressed(event: KeyboardEvent): void {
      if (event.isComposing) return;
      if (event.key === 'Enter' || event.key === ',') {
        event.preventDefault();
        if (text.value.trim() === '') props.onEnter();
        else add(text.value);
      } else if (event.key === 'Backspace' && text.value === '') props.onChange(props.tags.slice(0, -1));
    }
    return () => {
      const wanted = text.value.trim().toLowerCase();
      const offered = props.known.filter((tag) => !props.tags.includes(tag) && tag.toLowerCase().includes(wanted)).slice(0, OFFERED);
      return h('div', { class: 'tag-box' }, [
        h('div', { class: 'tag-box-field' }, [
          props.tags.map((tag) =>
            h('span', { class: 'tag', key: tag }, [tag, h(IconButton, {
              icon: 'close', label: t('table.removeTag', { tag }), onPress: () => remove(tag),
            })]),
          ),
          h('input', {
            ref: input, type: 'text', value: text.value, 'aria-label': t('table.addTag'), placeholder: t('table.addTag'), maxlength: 256,
            onInput: (event: Event) => (text.value = (event.target as HTMLInputElement).value),
            onKeydown: pressed,
            onBlur: () => add(text.value),
          }),
        ]),
        offered.length > 0 &&
          h('div', { class: 'tag-offers' }, offered.map((tag) =>
            h('button', {
              type: 'button', class: 'tag', key: tag, onPointerdown: (event: Event) => event.preventDefault(),
              onClick: () => add(tag),
            }, `+ ${tag}`),
          )),
      ]); // prettier-ignore
    };
  },
  { name: 'TagInput', props: ['tags', 'known', 'onChange', 'onEnter'] },
);
