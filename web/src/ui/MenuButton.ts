import { defineComponent, h, nextTick, onBeforeUnmount, onMounted, ref, watch } from 'vue';
import { Icon } from './Icon';
import type { IconName } from './icons';

/** A button with a name that opens a panel below itself; Escape and a press elsewhere close it. */
export const MenuButton = defineComponent<{
  icon: IconName;
  label: string;
  /** How much is chosen inside. */
  count?: number;
  /** Which edge of the button the panel keeps to. */
  edge?: 'left' | 'right';
  kind?: string;
  isOpen?: { value: boolean };
}>(
  (props, { slots }) => {
    const isOpen = props.isOpen ?? ref(false);
    const root = ref<HTMLElement | null>(null);
    const panel = ref<HTMLElement | null>(null);
    const close = (event: Event): void => {
      const target = event.target as Node;
      // What was pressed may have gone from the page since, with what it belonged to.
      if (isOpen.value && target.isConnected && !root.value?.contains(target)) isOpen.value = false;
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || !isOpen.value) return;
      isOpen.value = false;
      event.stopPropagation();
      root.value?.querySelector('button')?.focus();
    };
    /** Keeps the panel on the screen. */
    function place(): void {
      const box = panel.value?.getBoundingClientRect();
      if (!box || !panel.value) return;
      const off = box.left < 8 ? 8 - box.left : Math.min(0, innerWidth - 8 - box.right);
      if (off !== 0) panel.value.style.transform = `translateX(${Math.round(off)}px)`;
    }
    watch(() => isOpen.value, (open) => void (open && nextTick().then(place)), { immediate: true });
    onMounted(() => document.addEventListener('pointerdown', close));
    onBeforeUnmount(() => document.removeEventListener('pointerdown', close));
    return () =>
      h('div', { class: ['menu-button', (props.count ?? 0) > 0 && 'marked'], ref: root, onKeydown: escape }, [
        h('button', {
          type: 'button', class: 'button quiet', 'aria-label': props.label, 'aria-expanded': isOpen.value, title: props.label,
          onClick: () => (isOpen.value = !isOpen.value),
        }, [
          h(Icon, { name: props.icon }),
          h('span', { class: 'menu-button-name' }, props.label),
          (props.count ?? 0) > 0 && h('span', { class: 'menu-button-count' }, String(props.count)),
        ]),
        isOpen.value && h('div', {
          ref: panel, class: ['popover-panel', props.edge ?? 'left', props.kind], role: 'group', 'aria-label': props.label,
        }, [slots['default']?.()]),
      ]); // prettier-ignore
  },
  { name: 'MenuButton', props: ['icon', 'label', 'count', 'edge', 'kind', 'isOpen'] },
);
