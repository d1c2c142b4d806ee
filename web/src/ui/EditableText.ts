import { defineComponent, h, nextTick, ref } from 'vue';
import { t } from '../text/text';
import { action } from './action';
import { IconButton } from './IconButton';
import { Problem } from './Problem';

/** A text that can be changed where it stands. */
export const EditableText = defineComponent<{
  label: string;
  value: string;
  placeholder?: string;
  lines?: number;
  heading?: string;
  readOnly?: boolean;
  onSave: (text: string) => Promise<void>;
}>(
  (props) => {
    const draft = ref<string | null>(null);
    const root = ref<HTMLElement | null>(null);
    const save = action(async () => {
      if (draft.value !== null && draft.value !== props.value) await props.onSave(draft.value);
    });
    const focusPencil = (): void => void nextTick().then(() => root.value?.querySelector<HTMLElement>('.icon-button')?.focus());
    async function edit(): Promise<void> {
      draft.value = props.value;
      await nextTick();
      const input = root.value?.querySelector<HTMLInputElement>('.input');
      input?.focus();
      input?.select();
    }
    async function done(): Promise<void> {
      if (await save.start()) {
        draft.value = null;
        focusPencil();
      }
    }
    function cancel(): void {
      draft.value = null;
      save.clear();
      focusPencil();
    }
    function pressed(event: KeyboardEvent): void {
      if (event.key === 'Escape') {
        event.stopPropagation();
        cancel();
      } else if (event.key === 'Enter' && (!props.lines || event.ctrlKey || event.metaKey) && !event.isComposing) {
        event.preventDefault();
        void done();
      }
    }
    return () => {
      if (draft.value === null) {
        return h('div', { class: ['editable', props.lines && 'block'], ref: root }, [
          h(props.heading ?? 'span', { class: ['editable-text', !props.value && 'faint'] }, props.value || (props.placeholder ?? '')),
          !props.readOnly && h(IconButton, { icon: 'pencil', label: t('app.edit', { what: props.label }), onPress: () => void edit() }),
        ]);
      }
      return h('div', { class: ['editable', 'editing', props.lines && 'block'], ref: root }, [
        h(props.lines ? 'textarea' : 'input', {
          class: 'input', 'aria-label': props.label, rows: props.lines, value: draft.value, onKeydown: pressed,
          onInput: (event: Event) => (draft.value = (event.target as HTMLInputElement).value),
        }), // prettier-ignore
        h('span', { class: 'editable-buttons' }, [
          h('button', { type: 'button', class: 'button primary small', disabled: save.isBusy.value, onClick: () => void done() }, t('app.save')),
          h('button', { type: 'button', class: 'button small', onClick: cancel }, t('app.cancel')),
        ]),
        h(Problem, { error: save.error.value }),
      ]);
    };
  },
  { name: 'EditableText', props: ['label', 'value', 'placeholder', 'lines', 'heading', 'readOnly', 'onSave'] },
);
