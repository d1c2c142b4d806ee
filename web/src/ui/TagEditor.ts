import { defineComponent, h, nextTick, ref } from 'vue';
import { t } from '../text/text';
import { action } from './action';
import { Icon } from './Icon';
import { IconButton } from './IconButton';
import { Problem } from './Problem';

/** Short words, each of which can be taken away, and one more added. */
export const TagEditor = defineComponent<{
  label: string;
  tags: readonly string[];
  readOnly?: boolean;
  onAdd: (tag: string) => Promise<void>;
  onRemove: (tag: string) => Promise<void>;
}>(
  (props) => {
    const draft = ref<string | null>(null);
    const root = ref<HTMLElement | null>(null);
    const change = action(async (work: () => Promise<void>) => work());
    async function open(): Promise<void> {
      draft.value = '';
      await nextTick();
      root.value?.querySelector<HTMLInputElement>('.tag-input')?.focus();
    }
    async function add(): Promise<void> {
      const tag = draft.value?.trim() ?? '';
      if (tag === '' || props.tags.includes(tag)) draft.value = null;
      else if (await change.start(() => props.onAdd(tag))) draft.value = null;
    }
    function pressed(event: KeyboardEvent): void {
      if (event.key === 'Enter' && !event.isComposing) {
        event.preventDefault();
        void add();
      } else if (event.key === 'Escape') {
        event.stopPropagation();
        draft.value = null;
      }
    }
    return () =>
      h('span', { class: 'tag-editor', ref: root }, [
        ...props.tags.map((tag) =>
          h('span', { class: 'tag', key: tag }, [
            tag,
            !props.readOnly &&
              h('button', { type: 'button', class: 'tag-remove', disabled: change.isBusy.value, 'aria-label': t('tag.remove', { tag }), onClick: () => void change.start(() => props.onRemove(tag)) }, [h(Icon, { name: 'close' })]),
          ]),
        ),
        draft.value !== null
          ? h('input', { class: 'tag-input', 'aria-label': t('tag.add', { what: props.label }), value: draft.value, maxlength: 64, onInput: (event: Event) => (draft.value = (event.target as HTMLInputElement).value), onKeydown: pressed, onBlur: () => void add() })
          : !props.readOnly && h(IconButton, { icon: 'plus', label: t('tag.add', { what: props.label }), onPress: () => void open() }),
        h(Problem, { error: change.error.value }),
      ]);
  },
  { name: 'TagEditor', props: ['label', 'tags', 'readOnly', 'onAdd', 'onRemove'] },
);
