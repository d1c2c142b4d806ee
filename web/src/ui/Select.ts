import { defineComponent, h } from 'vue';

/** A choice of one of a few. */
export const Select = defineComponent<{
  value: string;
  label: string;
  choices: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
}>(
  (props) => () =>
    h(
      'select',
      {
        class: 'select',
        'aria-label': props.label,
        title: props.label,
        value: props.value,
        onChange: (event: Event) => props.onChange((event.target as HTMLSelectElement).value),
      },
      props.choices.map(([value, name]) => h('option', { value, key: value }, name)),
    ),
  { name: 'Select', props: ['value', 'label', 'choices', 'onChange'] },
);
