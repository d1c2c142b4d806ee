import { defineComponent, h, ref, watch, type VNode } from 'vue';
import { t } from '../text/text';
import { IconButton } from '../ui/IconButton';
import { Select } from '../ui/Select';
import { FieldPicker } from './FieldPicker';
import type { FieldSource } from './fieldSource';
import { fieldOf } from './fields';
import { operatorsOf, takesList, takesNothing, takesText, type Condition, type Operator } from './filter';
import { readOperand, writeOperand } from './operand';
import { runStates } from './states';

/** One condition: a field, an operator and what it is compared with. */
export const ConditionRow = defineComponent<{
  source: FieldSource;
  condition: Condition;
  onChange: (next: Condition) => void;
  onRemove: () => void;
}>(
  (props) => {
    const kind = (): ReturnType<typeof fieldOf>['kind'] => fieldOf(props.condition.key).kind;
    const written = (): string => writeOperand(props.condition.value, kind());
    const text = ref(written());
    watch(() => props.condition, (condition) => {
      // What was typed stays as it was typed while it means the same.
      if (readOperand(text.value, kind(), condition.operator) !== condition.value) text.value = written();
    }); // prettier-ignore
    const isUnread = (): boolean => text.value.trim() !== '' && props.condition.value === undefined;

    function pick(key: string): void {
      const operators = operatorsOf(fieldOf(key).kind);
      const operator = operators.includes(props.condition.operator) ? props.condition.operator : operators[0] ?? 'eq';
      props.onChange({ kind: 'condition', key, operator, value: readOperand(text.value, fieldOf(key).kind, operator) });
    }
    function setOperator(operator: Operator): void {
      const value = takesNothing(operator) ? undefined : readOperand(text.value, kind(), operator);
      props.onChange({ kind: 'condition', key: props.condition.key, operator, value, ...(takesText(operator) ? { options: 'i' } : {}) });
    }
    function type(next: string): void {
      text.value = next;
      props.onChange({ ...props.condition, value: readOperand(next, kind(), props.condition.operator) });
    }

    function operand(): VNode | false {
      const { key, operator } = props.condition;
      if (takesNothing(operator)) return false;
      if (key === 'state' && (operator === 'eq' || operator === 'ne')) {
        return h(Select, {
          label: t('filter.value'), value: text.value,
          choices: [['', '…'], ...runStates.map((state) => [state, t(`run.${state}`)] as const)], onChange: type,
        });
      }
      const isDate = kind() === 'date';
      return h('input', {
        class: ['input', isUnread() && 'invalid'],
        type: isDate ? 'datetime-local' : 'text',
        value: isDate ? localTime(text.value) : text.value,
        'aria-label': t('filter.value'),
        'aria-invalid': isUnread(),
        placeholder: takesList(operator) ? t('filter.values') : takesText(operator) ? '^…$' : t('filter.value'),
        spellcheck: 'false',
        onInput: (event: Event) => {
          const typed = (event.target as HTMLInputElement).value;
          type(isDate && typed ? new Date(typed).toISOString() : typed);
        },
      });
    }

    return () => {
      const { key, operator } = props.condition;
      return h('div', { class: 'condition' }, [
        h(FieldPicker, { source: props.source, value: key, label: t('filter.field'), onPick: pick }),
        h(Select, {
          label: t('filter.operator'), value: operator,
          choices: operatorsOf(kind()).map((one) => [one, t(`filter.op.${one}`)] as const),
          onChange: (value) => setOperator(value as Operator),
        }),
        operand(),
        h(IconButton, { icon: 'close', label: t('filter.remove'), onPress: props.onRemove }),
      ]);
    };
  },
  { name: 'ConditionRow', props: ['source', 'condition', 'onChange', 'onRemove'] },
);

/** A time as the browser's field for times wants it. */
function localTime(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) return '';
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
