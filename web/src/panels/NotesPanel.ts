import '../app/shared';
import { defineComponent, h, nextTick, ref, type Component } from 'vue';
import { t } from '../text/text';
import { IconButton } from '../ui/IconButton';
import { markdown } from './markdown';
import { PanelFrame } from './PanelFrame';
import { panelProps, type PanelProps } from './panelProps';

/** Notes in Markdown; a press on the pencil, or twice on the text, edits them. */
export const NotesPanel: Component<PanelProps> = defineComponent<PanelProps>(
  (props) => {
    const field = ref<HTMLTextAreaElement | null>(null);
    const isEditing = ref(false);
    const draft = ref('');

    async function edit(): Promise<void> {
      draft.value = props.spec.options['text'] ?? '';
      isEditing.value = true;
      await nextTick();
      field.value?.focus();
    }

    function keep(): void {
      if (!isEditing.value) return;
      isEditing.value = false;
      if (draft.value !== (props.spec.options['text'] ?? '')) props.board.edits.choose(props.spec, props.section, { text: draft.value });
    }

    return () => {
      const text = props.spec.options['text'] ?? '';
      return h(PanelFrame, { panel: props }, {
        tools: () => !props.isEmbedded && [h(IconButton, { icon: isEditing.value ? 'check' : 'pencil', label: t(isEditing.value ? 'notes.keep' : 'notes.edit'), onPress: () => (isEditing.value ? keep() : void edit()) })],
        default: () =>
          isEditing.value
            ? h('textarea', {
                class: 'notes-field', ref: field, value: draft.value, 'aria-label': t('notes.edit'), placeholder: t('notes.placeholder'),
                onInput: (event: Event) => (draft.value = (event.target as HTMLTextAreaElement).value), onBlur: keep,
                onKeydown: (event: KeyboardEvent) => {
                  if (event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))) keep();
                },
              })
            : h('div', { class: 'panel-fill scrolls markdown', onDblclick: () => props.isEmbedded || void edit() },
                text ? markdown(text) : !props.isEmbedded && [h('button', { type: 'button', class: 'button notes-empty', onClick: () => void edit() }, t('notes.write'))]),
      }); // prettier-ignore
    };
  },
  { name: 'NotesPanel', props: panelProps },
);
