import { computed, defineComponent, h, ref, type VNode } from 'vue';
import { parseJson } from '../api/json';
import { t } from '../text/text';
import { SearchField } from '../ui/SearchField';
import { Select } from '../ui/Select';
import { matcher } from '../workspace/sections';
import { configOf, fieldName, fieldsOf, readField, type ConfigField } from './configForm';

const MANY = 12;

/** A form of a config's values; the ones that were changed stand out. The whole can be written as JSON instead. */
export const ConfigFields = defineComponent<{
  fields: readonly ConfigField[];
  initial: readonly ConfigField[];
  onChange: (fields: readonly ConfigField[]) => void;
}>(
  (props) => {
    const query = ref('');
    const written = ref<string | null>(null);
    const fault = ref<string | null>(null);
    const before = computed(() => new Map(props.initial.map((field) => [JSON.stringify(field.path), field.text])));
    const set = (field: ConfigField, text: string): void => props.onChange(props.fields.map((one) => (one === field ? { ...one, text } : one)));

    function write(text: string): void {
      written.value = text;
      try {
        const value = parseJson(text);
        if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Error();
        fault.value = null;
        props.onChange(fieldsOf(value));
      } catch {
        fault.value = t('form.badObject');
      }
    }
    function switchMode(): void {
      if (written.value === null) written.value = JSON.stringify(configOf(props.fields) ?? configOf(props.initial), null, 2);
      else if (!fault.value) written.value = null;
    }

    function control(field: ConfigField, id: string, isWrong: boolean): VNode {
      const name = fieldName(field);
      if (field.kind === 'boolean') {
        return h(Select, { label: name, value: field.text, choices: [['true', 'true'], ['false', 'false']], onChange: (value) => set(field, value) });
      }
      return h('input', {
        id, class: ['input', field.kind !== 'text' && 'code'], value: field.text, 'aria-label': name, 'aria-invalid': isWrong || undefined, spellcheck: 'false',
        autocomplete: 'off', inputmode: field.kind === 'number' ? 'decimal' : undefined, placeholder: field.isOptional ? t('launch.unset') : undefined,
        onInput: (event: Event) => set(field, (event.target as HTMLInputElement).value),
      }); // prettier-ignore
    }

    function row(field: ConfigField): VNode {
      const key = JSON.stringify(field.path);
      const old = before.value.get(key);
      const isChanged = old !== field.text;
      const reading = readField(field);
      const wrong = reading !== null && 'fault' in reading ? t(reading.fault === 'number' ? 'form.badNumber' : 'form.badJson') : null;
      return h('div', { key, class: ['config-row', isChanged && 'changed'] }, [
        h('span', { class: 'config-name', title: fieldName(field) }, fieldName(field)),
        h('span', { class: 'config-value' }, [
          control(field, `config-${key}`, wrong !== null),
          wrong ? h('span', { class: 'field-fault' }, wrong) : isChanged && old !== undefined && old !== '' && h('button', {
            type: 'button', class: 'config-old', title: t('launch.reset'), onClick: () => set(field, old),
          }, t('launch.was', { value: old })), // prettier-ignore
        ]),
      ]);
    }

    return () => {
      const shown = props.fields.filter((field) => matcher(query.value)(fieldName(field)));
      return h('section', { class: 'card config-form' }, [
        h('header', null, [
          h('h2', null, [t('run.config'), h('span', { class: 'count' }, String(props.fields.length))]),
          written.value === null && props.fields.length > MANY && h(SearchField, { value: query.value, label: t('run.filterKeys'), onInput: (text) => (query.value = text) }),
          h('button', { type: 'button', class: 'button small', disabled: fault.value !== null, onClick: switchMode }, t(written.value === null ? 'launch.asJson' : 'launch.asForm')),
        ]),
        written.value !== null
          ? h('div', { class: ['field', fault.value && 'invalid'] }, [
              h('textarea', { class: 'input code', rows: 18, value: written.value, 'aria-label': t('run.config'), 'aria-invalid': fault.value ? true : undefined, spellcheck: 'false', onInput: (event: Event) => write((event.target as HTMLTextAreaElement).value) }),
              fault.value && h('span', { class: 'field-fault', role: 'alert' }, fault.value),
            ])
          : props.fields.length === 0
            ? h('p', { class: 'faint' }, t('launch.noConfig'))
            : shown.map(row),
      ]);
    };
  },
  { name: 'ConfigFields', props: ['fields', 'initial', 'onChange'] },
);
