import { defineComponent, h, onBeforeUnmount, onMounted, ref } from 'vue';

/** A modal window; the browser keeps the focus inside it and Escape closes it. */
export const Dialog = defineComponent<{ label: string; kind: string; onClose: () => void }>(
  (props, { slots }) => {
    const element = ref<HTMLDialogElement | null>(null);
    onMounted(() => element.value?.showModal());
    onBeforeUnmount(() => element.value?.close());
    return () =>
      h(
        'dialog',
        {
          ref: element,
          class: ['dialog', props.kind],
          'aria-label': props.label,
          onCancel: (event: Event) => {
            event.preventDefault();
            props.onClose();
          },
          onClick: (event: MouseEvent) => event.target === element.value && props.onClose(),
        },
        [h('div', { class: 'dialog-body' }, [slots['default']?.()])],
      );
  },
  { name: 'Dialog', props: ['label', 'kind', 'onClose'] },
);
