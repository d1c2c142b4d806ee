import { computed, defineComponent, h, ref } from 'vue';
import { t } from '../text/text';
import { SearchField } from '../ui/SearchField';
import { matcher } from '../workspace/sections';

const SHOWN = 80;

/** A choice of one name or several out of very many, found by searching. */
export const KeyPicker = defineComponent<{
  label: string;
  names: readonly string[];
  chosen: readonly string[];
  isSingle?: boolean;
  onChoose: (names: readonly string[]) => void;
}>(
  (props) => {
    const query = ref('');
    const found = computed(() => props.names.filter(matcher(query.value)));
    const listed = computed(() => [...props.chosen, ...found.value.filter((name) => !props.chosen.includes(name)).slice(0, SHOWN)]);
    function press(name: string): void {
      if (props.isSingle) props.onChoose([name]);
      else props.onChoose(props.chosen.includes(name) ? props.chosen.filter((one) => one !== name) : [...props.chosen, name]);
    }
    return () =>
      h('fieldset', { class: 'key-picker' }, [
        h('legend', { class: 'field-name' }, props.label),
        h(SearchField, { value: query.value, label: t('editor.search'), onInput: (text) => (query.value = text) }),
        h('div', { class: 'key-list' }, [
          ...listed.value.map((name) =>
            h('label', { class: 'check', key: name, title: name }, [
              h('input', {
                type: props.isSingle ? 'radio' : 'checkbox', name: `pick ${props.label}`, checked: props.chosen.includes(name),
                onChange: () => press(name),
              }),
              h('span', null, name),
            ]),
          ),
          found.value.length > SHOWN && h('p', { class: 'faint' }, t('editor.more', { n: found.value.length - SHOWN })),
          listed.value.length === 0 && h('p', { class: 'faint' }, t('palette.nothing')),
        ]),
      ]); // prettier-ignore
  },
  { name: 'KeyPicker', props: ['label', 'names', 'chosen', 'isSingle', 'onChoose'] },
);
