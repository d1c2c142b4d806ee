import { defineComponent, h, type VNode } from 'vue';
import { members, type Json } from '../api/json';
import type { TemplateVariable } from '../api/launch';
import { t } from '../text/text';
import { SelectField } from '../ui/SelectField';
import { TextField } from '../ui/TextField';
import { readTemplate } from './template';

/** The variables of a queue's settings, each as its schema asks for it. */
export const TemplateFields = defineComponent<{
  variables: readonly TemplateVariable[];
  texts: { readonly [name: string]: string };
  hasTried: boolean;
  onChange: (texts: { [name: string]: string }) => void;
}>(
  (props) => {
    const set = (name: string, text: string): void => props.onChange({ ...props.texts, [name]: text });

    function field(variable: TemplateVariable): VNode {
      const schema = members(variable.schema);
      const [name, standard] = [variable.name, schema['default']];
      const text = props.texts[name] ?? '';
      const choices = choicesOf(schema);
      const hint = [
        typeof schema['description'] === 'string' ? schema['description'] : '',
        schema['minimum'] !== undefined || schema['maximum'] !== undefined ? t('template.range', { from: shown(schema['minimum']), to: shown(schema['maximum']) }) : '',
        standard !== undefined ? t('template.default', { value: shown(standard) }) : '',
      ].filter(Boolean).join(' · '); // prettier-ignore
      if (choices) {
        const none = standard !== undefined ? [['', t('template.default', { value: shown(standard) })] as const] : [];
        return h(SelectField, { key: name, label: name, value: text, choices: [...none, ...choices.map((one) => [one, one] as const)], onChange: (value) => set(name, value) });
      }
      const reading = readTemplate(schema, text);
      const isWrong = 'fault' in reading && (text !== '' || props.hasTried);
      return h(TextField, {
        key: name, label: name, value: text, hint, fault: isWrong ? t(`template.${reading.fault}`, { from: shown(schema['minimum']), to: shown(schema['maximum']) }) : null,
        onInput: (value) => set(name, value),
      }); // prettier-ignore
    }
    return () => h('fieldset', null, [h('legend', null, t('template.title')), ...props.variables.map(field)]);
  },
  { name: 'TemplateFields', props: ['variables', 'texts', 'hasTried', 'onChange'] },
);

const shown = (value: Json | undefined): string => (value === undefined || value === null ? '…' : typeof value === 'string' ? value : JSON.stringify(value));

/** What may be chosen, where a schema leaves only a few values. */
function choicesOf(schema: { readonly [key: string]: Json }): string[] | null {
  if (Array.isArray(schema['enum'])) return schema['enum'].map(String);
  return schema['type'] === 'boolean' ? ['true', 'false'] : null;
}

/** The values to send with an item; null when one of them is wrong. */
export function valuesOf(variables: readonly TemplateVariable[], texts: { readonly [name: string]: string }): { [name: string]: Json } | null {
  const values: { [name: string]: Json } = {};
  for (const { name, schema } of variables) {
    const choices = choicesOf(members(schema));
    const usual = choices && members(schema)['default'] === undefined ? choices[0] ?? '' : '';
    const reading = readTemplate(members(schema), texts[name] ?? usual);
    if ('fault' in reading) return null;
    if (reading.value !== undefined) values[name] = reading.value;
  }
  return values;
}
