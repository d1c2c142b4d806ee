import { computed, defineComponent, h, onMounted, ref } from 'vue';
import { t } from '../text/text';
import { TagInput } from './TagInput';

/** Changes a run's tags; leaving the field keeps them. */
export const TagEditor = defineComponent<{
  value: readonly string[];
  known: readonly string[];
  onSave: (tags: readonly string[]) => void;
  onCancel: () => void;
}>(
  (props) => {
    const tags = ref<readonly string[]>(props.value);
    const root = ref<HTMLElement | null>(null);
    const isChanged = computed(() => tags.value.join('\n') !== props.value.join('\n'));
    let isDone = false;
    function end(isKept: boolean): void {
      if (isDone) return;
      isDone = true;
      if (isKept && isChanged.value) props.onSave(tags.value);
      else props.onCancel();
    }
    onMounted(() => root.value?.querySelector('input')?.focus());
    return () =>
      h('div', {
        class: 'cell-popup', ref: root,
        onKeydown: (event: KeyboardEvent) => {
          event.stopPropagation();
          if (event.key === 'Escape') end(false);
        },
        onFocusout: (event: FocusEvent) => !root.value?.contains(event.relatedTarget as Node) && end(true),
      }, [
        h(TagInput, { tags: tags.value, known: props.known, onChange: (next) => (tags.value = next), onEnter: () => end(true) }),
        h('p', { class: 'faint' }, t('table.tagsHint')),
      ]); // prettier-ignore
  },
  { name: 'TagEditor', props: ['value', 'known', 'onSave', 'onCancel'] },
);
