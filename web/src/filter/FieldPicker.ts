import { computed, defineComponent, h, nextTick, ref, watch, type VNode } from 'vue';
import { t } from '../text/text';
import { Icon } from '../ui/Icon';
import { closest, type FieldSource } from './fieldSource';
import { fieldOf, runFields } from './fields';
import { nameOf } from './nameOf';

const SHOWN = 60;
let pickers = 0;

/** A choice of a field of runs, found by typing a part of its name. */
export const FieldPicker = defineComponent<{
  source: FieldSource;
  value: string;
  label: string;
  /** Which fields are offered. */
  accepts?: (key: string) => boolean;
  autofocus?: boolean;
  onPick: (key: string) => void;
}>(
  (props) => {
    const id = `field-picker-${(pickers += 1)}`;
    const isOpen = ref(false);
    const query = ref('');
    const chosen = ref(0);
    const found = ref<readonly string[]>([]);
    const input = ref<HTMLInputElement | null>(null);
    /** What the fields that came last were searched by. */
    const searched = ref<string | null>(null);
    let takesFirst = false;
    const accepts = (key: string): boolean => props.accepts?.(key) ?? true;

    watch(() => [isOpen.value, query.value] as const, ([open, text]) => {
      if (!open) return;
      takesFirst = false;
      props.source.search(text, SHOWN).then((keys) => {
        if (text !== query.value) return;
        found.value = keys;
        searched.value = text;
        if (takesFirst) pick(choices.value[0]);
      }, () => undefined);
    }); // prettier-ignore
    const choices = computed(() => {
      const wanted = query.value.trim().toLowerCase();
      const own = runFields.map((field) => field.key).filter((key) => `${nameOf(key)} ${key}`.toLowerCase().includes(wanted));
      // What came for another text is offered as far as it fits this one.
      const others = searched.value === query.value ? found.value : closest(found.value, query.value);
      return [...own, ...others].filter(accepts).slice(0, SHOWN);
    });
    watch(choices, () => (chosen.value = 0));

    function open(): void {
      if (isOpen.value) return;
      query.value = '';
      isOpen.value = true;
      void nextTick().then(() => input.value?.select());
    }
    function pick(key: string | undefined): void {
      if (key === undefined) return;
      isOpen.value = false;
      props.onPick(key);
    }
    function pressed(event: KeyboardEvent): void {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (step !== 0) {
        open();
        const { length } = choices.value;
        if (length > 0) chosen.value = (chosen.value + step + length) % length;
        event.preventDefault();
        void nextTick().then(() => document.getElementById(`${id}-${chosen.value}`)?.scrollIntoView({ block: 'nearest' }));
      } else if (event.key === 'Enter' && isOpen.value) {
        // Who types and presses Enter at once means what is about to be found.
        if (chosen.value === 0 && searched.value !== query.value) takesFirst = true;
        else pick(choices.value[chosen.value]);
        event.preventDefault();
      } else if (event.key === 'Escape' && isOpen.value) {
        isOpen.value = false;
        event.stopPropagation();
      }
    }
    function option(key: string, index: number): VNode {
      const { section } = fieldOf(key);
      return h('li', {
        key, id: `${id}-${index}`, role: 'option', 'aria-selected': index === chosen.value,
        class: index === chosen.value ? 'chosen' : '',
        onPointerdown: (event: Event) => event.preventDefault(),
        onPointermove: () => (chosen.value = index),
        onClick: () => pick(key),
      }, [h('span', { class: 'field-option', title: nameOf(key) }, nameOf(key)), h('span', { class: 'field-section' }, t(`field.section.${section}`))]); // prettier-ignore
    }
    return () =>
      h('div', {
        class: 'field-picker',
        onFocusout: (event: FocusEvent) => !(event.currentTarget as HTMLElement).contains(event.relatedTarget as Node) && (isOpen.value = false),
      }, [
        h('input', {
          ref: input, type: 'text', role: 'combobox', class: 'input', spellcheck: 'false', autocomplete: 'off',
          'aria-label': props.label, 'aria-expanded': isOpen.value && choices.value.length > 0, 'aria-controls': `${id}-list`,
          'aria-activedescendant': isOpen.value && choices.value.length > 0 ? `${id}-${chosen.value}` : undefined,
          placeholder: props.label,
          value: isOpen.value ? query.value : props.value && nameOf(props.value),
          title: props.value && nameOf(props.value),
          onVnodeMounted: () => props.autofocus && input.value?.focus(),
          onFocus: open, onClick: open,
          onInput: (event: Event) => (query.value = (event.target as HTMLInputElement).value),
          onKeydown: pressed,
        }), // prettier-ignore
        h(Icon, { name: 'chevronDown' }),
        isOpen.value &&
          choices.value.length > 0 &&
          h('ul', { id: `${id}-list`, role: 'listbox', class: 'field-options', 'aria-label': props.label }, [
            choices.value.map(option),
          ]),
        isOpen.value && choices.value.length === 0 && searched.value === query.value && h('p', { class: 'field-options faint', role: 'status' }, t('palette.nothing')),
      ]);
  },
  { name: 'FieldPicker', props: ['source', 'value', 'label', 'accepts', 'autofocus', 'onPick'] },
);
