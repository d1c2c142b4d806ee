import { defineComponent, h, onBeforeUnmount, onMounted, ref } from 'vue';
import { iconButton } from './IconButton';
import type { IconName } from './icons';

/** A button that opens a small panel below itself; Escape and a press elsewhere close it. */
export const Popover = defineComponent<{ icon: IconName; label: string; marked?: boolean; onOpen?: () => void }>(
  (props, { slots }) => {
    const isOpen = ref(false);
    const root = ref<HTMLElement | null>(null);
    const close = (event: Event): void => {
      if (isOpen.value && !root.value?.contains(event.target as Node)) isOpen.value = false;
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || !isOpen.value) return;
      isOpen.value = false;
      event.stopPropagation();
      root.value?.querySelector('button')?.focus();
    };
    /** What is marked to close the panel does so once it has done its own work. */
    const chosen = (event: Event): void => {
      if ((event.target as Element).closest('[data-close]')) isOpen.value = false;
    };
    onMounted(() => document.addEventListener('pointerdown', close));
    onBeforeUnmount(() => document.removeEventListener('pointerdown', close));
    return () =>
      h('div', { class: ['popover', props.marked && 'marked', 'onOpen'], ref: root, onKeydown: escape }, [
        iconButton({
          icon: props.icon,
          label: props.label,
          expanded: isOpen.value,
          onPress: () => {
            isOpen.value = !isOpen.value;
            if (isOpen.value) props.onOpen?.();
          },
        }),
        isOpen.value &&
          h('div', { class: 'popover-panel', role: 'group', 'aria-label': props.label, onClick: chosen }, [slots['default']?.()]),
      ]);
  },
  { name: 'Popover', props: ['icon', 'label', 'marked', 'onOpen'] },
);
