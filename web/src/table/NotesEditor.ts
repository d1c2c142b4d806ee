import { defineComponent, h, onMounted, ref } from 'vue';
import { t } from '../text/text';

/** Changes a run's notes; Ctrl Enter keeps them, as leaving the field does. */
export const NotesEditor = defineComponent<{ value: string; onSave: (notes: string) => void; onCancel: () => void }>(
  (props) => {
    const area = ref<HTMLTextAreaElement | null>(null);
    const notes = ref(props.value);
    let isDone = false;
    onMounted(() => area.value?.focus());
    function end(isKept: boolean): void {
      if (isDone) return;
      isDone = true;
      if (isKept && notes.value !== props.value) props.onSave(notes.value);
      else props.onCancel();
    }
    return () =>
      h('div', { class: 'cell-popup' }, [
        h('textarea', {
          ref: area, class: 'input', rows: 6, value: notes.value, 'aria-label': t('field.notes'),
          onInput: (event: Event) => (notes.value = (event.target as HTMLTextAreaElement).value),
          onKeydown: (event: KeyboardEvent) => {
            event.stopPropagation();
            if (event.key === 'Escape') end(false);
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) end(true);
          },
          onBlur: () => end(true),
        }),
        h('p', { class: 'faint' }, t('table.notesHint')),
      ]); // prettier-ignore
  },
  { name: 'NotesEditor', props: ['value', 'onSave', 'onCancel'] },
);
