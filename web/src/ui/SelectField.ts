import { defineComponent, h } from 'vue';
import { Select } from './Select';

/** A named choice of one of a few. */
export const SelectField = defineComponent<{
  label: string;
  value: string;
  choices: readonly (readonly [string, string])[];
  hint?: string;
  onChange: (value: string) => void;
}>(
  (props) => () =>
    h('div', { class: 'field' }, [
      h('span', { class: 'field-name', 'aria-hidden': 'true' }, props.label),
      h(Select, { label: props.label, value: props.value, choices: props.choices, onChange: props.onChange }),
      props.hint && h('span', { class: 'field-hint' }, props.hint),
    ]),
  { name: 'SelectField', props: ['label', 'value', 'choices', 'hint', 'onChange'] },
);
