import { defineComponent, h } from 'vue';
import { Icon } from './Icon';

/** A search box; `/` puts the cursor into the page's first one. */
export const SearchField = defineComponent<{
  value: string;
  label: string;
  invalid?: boolean;
  onInput: (text: string) => void;
}>(
  (props) => () =>
    h('label', { class: ['search-field', props.invalid && 'invalid'] }, [
      h(Icon, { name: 'search' }),
      h('input', {
        type: 'search',
        value: props.value,
        placeholder: props.label,
        'aria-label': props.label,
        'aria-invalid': props.invalid,
        spellcheck: 'false',
        onInput: (event: Event) => props.onInput((event.target as HTMLInputElement).value),
        onKeydown: (event: KeyboardEvent) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          if (props.value) props.onInput('');
          else (event.target as HTMLInputElement).blur();
        },
      }),
    ]),
  { name: 'SearchField', props: ['value', 'label', 'invalid', 'onInput'] },
);
