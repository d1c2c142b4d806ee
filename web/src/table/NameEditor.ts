import { defineComponent, h, nextTick, onMounted, ref } from 'vue';
import { t } from '../text/text';

/** Changes a run's name in its place: Enter keeps it, Escape does not. */
export const NameEditor = defineComponent<{ value: string; onSave: (name: string) => void; onCancel: () => void }>(
  (props) => {
    const input = ref<HTMLInputElement | null>(null);
    const text = ref(props.value);
    let isDone = false;
    onMounted(() => void nextTick().then(() => input.value?.select()));
    function end(isKept: boolean): void {
      if (isDone) return;
      isDone = true;
      const name = text.value.trim();
      if (isKept && name !== '' && name !== props.value) props.onSave(name);
      else props.onCancel();
    }
    return () =>
      h('input', {
        ref: input, class: 'input cell-input', type: 'text', value: text.value, 'aria-label': t('field.display_name'), maxlength: 1024,
        onInput: (event: Event) => (text.value = (event.target as HTMLInputElement).value),
        onKeydown: (event: KeyboardEvent) => {
          event.stopPropagation();
          if (event.key === 'Enter' && !event.isComposing) end(true);
          if (event.key === 'Escape') end(false);
        },
        onBlur: () => end(true),
      }); // prettier-ignore
  },
  { name: 'NameEditor', props: ['value', 'onSave', 'onCancel'] },
);
