import { defineComponent, h } from 'vue';

let count = 0;

/** A named line or box of text, with a hint or what is wrong with it below. */
export const TextField = defineComponent<{
  label: string;
  value: string;
  type?: string;
  lines?: number;
  hint?: string;
  fault?: string | null;
  autocomplete?: string;
  isCode?: boolean;
  required?: boolean;
  disabled?: boolean;
  onInput: (text: string) => void;
}>(
  (props) => {
    const id = `field-${(count += 1)}`;
    return () => {
      const note = props.fault || props.hint;
      return h('div', { class: ['field', props.fault && 'invalid'] }, [
        h('label', { class: 'field-name', for: id }, props.label),
        h(props.lines ? 'textarea' : 'input', {
          id,
          class: ['input', props.isCode && 'code'],
          type: props.lines ? undefined : props.type ?? 'text',
          rows: props.lines,
          value: props.value,
          autocomplete: props.autocomplete ?? 'off',
          spellcheck: props.isCode ? 'false' : undefined,
          required: props.required,
          disabled: props.disabled,
          'aria-invalid': props.fault ? true : undefined,
          'aria-describedby': note ? `${id}-note` : undefined,
          onInput: (event: Event) => props.onInput((event.target as HTMLInputElement).value),
        }),
        note && h('span', { id: `${id}-note`, class: props.fault ? 'field-fault' : 'field-hint' }, note),
      ]);
    };
  },
  {
    name: 'TextField',
    props: ['label', 'value', 'type', 'lines', 'hint', 'fault', 'autocomplete', 'isCode', 'required', 'disabled', 'onInput'],
  },
);
