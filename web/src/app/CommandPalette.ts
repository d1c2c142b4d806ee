import { computed, defineComponent, h, nextTick, onMounted, ref, watch, type VNode } from 'vue';
import { t } from '../text/text';
import { Dialog } from '../ui/Dialog';
import { resource } from '../ui/resource';
import { commands, fetchDestinations, rank, type Destination } from './destinations';
import { go, place } from './router';

const SHOWN = 12;

/** A search over everything that one can go to or do. */
export const CommandPalette = defineComponent<{ onClose: () => void; onHelp: () => void }>(
  (props) => {
    const query = ref('');
    const chosen = ref(0);
    const input = ref<HTMLInputElement | null>(null);
    onMounted(() => void nextTick().then(() => input.value?.focus()));
    const [entity, project] = place.value.path;
    const found = resource(
      () => ({ entity: entity ?? '', project: project ?? '', query: query.value }),
      fetchDestinations,
    );
    const shown = computed(() => rank([...(found.value.value ?? []), ...commands(props.onHelp)], query.value).slice(0, SHOWN));
    watch(query, () => (chosen.value = 0));

    function open(destination: Destination | undefined): void {
      if (!destination) return;
      props.onClose();
      if (destination.path) go(destination.path);
      else destination.run?.();
    }
    function pressed(event: KeyboardEvent): void {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (step !== 0 && shown.value.length > 0) {
        chosen.value = (chosen.value + step + shown.value.length) % shown.value.length;
        event.preventDefault();
      } else if (event.key === 'Enter') open(shown.value[chosen.value]);
    }
    function item(destination: Destination, index: number): VNode {
      return h('li', {
        key: destination.kind + destination.label + (destination.path ?? ''),
        id: `palette-${index}`,
        role: 'option',
        'aria-selected': index === chosen.value,
        class: index === chosen.value ? 'chosen' : '',
        onPointermove: () => (chosen.value = index),
        onClick: () => open(destination),
      }, [
        h('span', { class: 'palette-label' }, destination.label),
        h('span', { class: 'palette-detail' }, destination.detail),
        h('span', { class: 'palette-kind' }, t(`palette.${destination.kind}`)),
      ]); // prettier-ignore
    }
    return () =>
      h(Dialog, { label: t('keys.palette'), kind: 'palette', onClose: props.onClose }, () => [
        h('input', {
          ref: input,
          type: 'text',
          role: 'combobox',
          'aria-expanded': true,
          'aria-controls': 'palette-list',
          'aria-activedescendant': `palette-${chosen.value}`,
          'aria-label': t('palette.placeholder'),
          placeholder: t('palette.placeholder'),
          value: query.value,
          onInput: (event: Event) => (query.value = (event.target as HTMLInputElement).value),
          onKeydown: pressed,
        }),
        shown.value.length > 0
          ? h('ul', { id: 'palette-list', role: 'listbox' }, shown.value.map(item))
          : h('p', { class: 'faint palette-nothing' }, t(found.isLoading.value ? 'state.loading' : 'palette.nothing')),
      ]);
  },
  { name: 'CommandPalette', props: ['onClose', 'onHelp'] },
);
