import { computed, defineComponent, h, ref, shallowRef, watch, type VNode } from 'vue';
import { go, place } from '../app/router';
import { t } from '../text/text';
import { Icon } from '../ui/Icon';
import { IconButton } from '../ui/IconButton';
import { MenuButton } from '../ui/MenuButton';
import { snackbar } from '../ui/messages';
import { resource } from '../ui/resource';
import { viewStore, type SavedView, type ViewKind } from './viewStore';

/** The saved views of a page: opens them, and keeps what the address says under a name. */
export const ViewMenu = defineComponent<{ entity: string; project: string; kind: ViewKind }>(
  (props) => {
    const { entity, project, kind } = props;
    const store = viewStore(entity, project, kind);
    const views = resource(() => 'views', () => store.list());
    const isOpen = shallowRef(false);
    const canShare = ref(false);
    const name = ref('');
    const isShared = ref(false);
    const renaming = ref<string | null>(null);
    store.canShare().then((can) => (canShare.value = can), () => undefined);

    /** The address's parameters without the view's own. */
    const query = computed(() => {
      const now = new URLSearchParams(place.value.query);
      now.delete('view');
      now.sort();
      return now.toString();
    });
    const currentID = computed(() => place.value.query.get('view'));
    const current = computed(() => views.value.value?.find((view) => view.id === currentID.value));
    const isChanged = computed(() => current.value !== undefined && sorted(current.value.query) !== query.value);
    // A link that only names a view shows all of it.
    watch(() => [currentID.value, current.value, query.value] as const, ([id, view, now], old) => {
      if (id && view && now === '' && view.query !== '' && (old === undefined || old[1] === undefined)) open(view, true);
    }, { immediate: true }); // prettier-ignore

    function open(view: SavedView, isReplacing = false): void {
      const parameters = new URLSearchParams(view.query);
      parameters.set('view', view.id);
      const path = `${location.pathname}?${parameters.toString()}`;
      if (isReplacing) history.replaceState(null, '', location.pathname);
      go(path);
      isOpen.value = false;
    }
    const complain = (problem: unknown): void => snackbar.show({ text: problem instanceof Error ? problem.message : String(problem), isBad: true });

    async function save(id: string | null, title: string, shared: boolean, parameters = query.value): Promise<void> {
      try {
        const view = await store.save({ id, name: title, query: parameters, isShared: shared });
        views.reload();
        name.value = '';
        renaming.value = null;
        if (id === null) open({ ...view, query: parameters });
        snackbar.show({ text: t('views.saved', { name: title }) });
      } catch (problem) {
        complain(problem);
      }
    }
    async function remove(view: SavedView): Promise<void> {
      try {
        await store.remove(view.id);
      } catch (problem) {
        return complain(problem);
      }
      views.reload();
      if (currentID.value === view.id) close();
      const { name: title, query: parameters, isShared: shared } = view;
      const again = (): void => void store.save({ id: null, name: title, query: parameters, isShared: shared }).then(() => views.reload(), complain);
      snackbar.show({ text: t('views.removed', { name: title }), action: t('table.undo'), onAction: again });
    }
    function close(): void {
      go(location.pathname);
      isOpen.value = false;
    }

    function row(view: SavedView): VNode {
      if (renaming.value === view.id) {
        return h('li', { key: view.id, class: 'view-row' }, [
          h('input', {
            class: 'input', value: view.name, 'aria-label': t('views.name'),
            onVnodeMounted: (node: { el: HTMLInputElement }) => node.el.select(),
            onKeydown: (event: KeyboardEvent) => {
              const title = (event.target as HTMLInputElement).value.trim();
              if (event.key === 'Enter' && title) void save(view.id, title, view.isShared, view.query);
              if (event.key === 'Escape') (renaming.value = null), event.stopPropagation();
            },
          }),
        ]); // prettier-ignore
      }
      return h('li', { key: view.id, class: ['view-row', view.id === currentID.value && 'current'] }, [
        h('button', { type: 'button', class: 'menu-item', 'aria-current': view.id === currentID.value || undefined, onClick: () => open(view) }, [
          h('span', { class: 'view-name', title: view.name }, view.name),
          view.isShared && view.author && h('span', { class: 'faint view-author' }, view.author),
        ]),
        !view.readOnly && h('span', { class: 'view-tools' }, [
          h(IconButton, { icon: 'pencil', label: t('views.rename', { name: view.name }), onPress: () => (renaming.value = view.id) }),
          h(IconButton, { icon: 'trash', label: t('views.delete', { name: view.name }), onPress: () => void remove(view) }),
        ]),
      ]); // prettier-ignore
    }
    function list(title: string, some: readonly SavedView[]): VNode | false {
      return some.length > 0 && h('section', null, [h('h3', null, title), h('ul', null, some.map(row))]);
    }

    return () => {
      const all = views.value.value ?? [];
      const view = current.value;
      return h(MenuButton, {
        icon: 'bookmark', label: view ? (isChanged.value ? `${view.name} *` : view.name) : t('views.title'), kind: 'choice',
        isOpen,
      }, () =>
        h('div', { class: 'view-menu' }, [
          all.length === 0 && h('p', { class: 'faint' }, t('views.none')),
          list(t('views.shared'), all.filter((one) => one.isShared)),
          list(t('views.personal'), all.filter((one) => !one.isShared)),
          view && h('button', { type: 'button', class: 'menu-item', onClick: close }, [h(Icon, { name: 'reset' }), t('views.standard')]),
          view && isChanged.value && !view.readOnly &&
            h('button', {
              type: 'button', class: 'button primary', onClick: () => void save(view.id, view.name, view.isShared),
            }, t('views.update', { name: view.name })),
          h('form', {
            class: 'field',
            onSubmit: (event: Event) => {
              event.preventDefault();
              if (name.value.trim()) void save(null, name.value.trim(), isShared.value && canShare.value);
            },
          }, [
            h('span', { class: 'field-name' }, t('views.saveAs')),
            h('div', { class: 'field-row' }, [
              h('input', {
                class: 'input', value: name.value, 'aria-label': t('views.name'), placeholder: t('views.name'), maxlength: 128,
                onInput: (event: Event) => (name.value = (event.target as HTMLInputElement).value),
              }),
              h('button', { type: 'submit', class: 'button', disabled: name.value.trim() === '' }, t('views.save')),
            ]),
            canShare.value && h('label', { class: 'check' }, [
              h('input', {
                type: 'checkbox', checked: isShared.value,
                onChange: (event: Event) => (isShared.value = (event.target as HTMLInputElement).checked),
              }),
              t('views.share'),
            ]),
          ]),
        ]),
      ); // prettier-ignore
    };
  },
  { name: 'ViewMenu', props: ['entity', 'project', 'kind'] },
);

function sorted(query: string): string {
  const parameters = new URLSearchParams(query);
  parameters.delete('view');
  parameters.sort();
  return parameters.toString();
}
