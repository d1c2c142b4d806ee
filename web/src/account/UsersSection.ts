import { computed, defineComponent, h, ref, type VNode } from 'vue';
import { administer, type Row } from '../api/account';
import { pathTo } from '../app/router';
import { viewer } from '../app/session';
import { t } from '../text/text';
import { action } from '../ui/action';
import { ago } from '../ui/ago';
import { ConfirmButton } from '../ui/ConfirmButton';
import { fetched } from '../ui/fetched';
import { Problem } from '../ui/Problem';
import { resource } from '../ui/resource';
import { SearchField } from '../ui/SearchField';
import { Snippet } from '../ui/Snippet';
import { TextField } from '../ui/TextField';
import { TeamsCard } from './TeamsCard';

/** The people of a server: added, given a link to sign in, removed. */
export const UsersSection = defineComponent<Record<string, never>>(
  () => {
    const users = resource(() => 'all', async (_, signal) => administer({ listUsers: {} }, signal)); // prettier-ignore
    const query = ref('');
    const name = ref('');
    const email = ref('');
    const isAdmin = ref(false);
    const link = ref<{ user: string; address: string } | null>(null);
    const makeLink = action(async (user: string) => {
      const [row] = await administer({ addSignInLink: { user } });
      link.value = { user, address: location.origin + (row?.['path'] ?? '') };
    });
    const add = action(async () => {
      const user = name.value.trim();
      await administer({ addUser: { name: user, isAdmin: isAdmin.value, ...(email.value.trim() ? { email: email.value.trim() } : {}) } });
      [name.value, email.value, isAdmin.value] = ['', '', false];
      users.reload();
      await makeLink.start(user);
    });
    const shown = computed(() => (users.value.value ?? []).filter((row) => `${row['user']} ${row['email']}`.toLowerCase().includes(query.value.toLowerCase())));

    function row(user: Row): VNode {
      const username = user['user'] ?? '';
      const isSelf = username === viewer.value?.username;
      return h('tr', { key: username }, [
        h('td', null, [h('a', { class: 'record-name', href: pathTo(username) }, username), user['admin'] === 'true' && h('span', { class: 'tag' }, t('admin.isAdmin')), user['kind'] !== 'user' && h('span', { class: 'tag plain' }, user['kind'])]),
        h('td', { class: 'faint' }, user['email'] ?? ''),
        h('td', { class: 'faint' }, [/^\d{4}-/.test(user['created'] ?? '') ? ago(user['created']) : user['created'] ?? '']),
        h('td', { class: 'actions' }, [
          h('button', { type: 'button', class: 'button small', disabled: makeLink.isBusy.value, 'aria-label': t('admin.link.of', { name: username }), onClick: () => void makeLink.start(username) }, t('admin.link')),
          h(ConfirmButton, {
            small: true, label: t('app.delete'), title: t('admin.remove', { name: username }), text: t('admin.remove.text'), disabled: isSelf,
            onConfirm: async () => {
              await administer({ removeUser: { name: username } });
              users.reload();
            },
          }), // prettier-ignore
        ]),
      ]);
    }

    return () =>
      h('div', { class: 'stack' }, [
        h('form', { class: 'card inline-form', onSubmit: (event: Event) => (event.preventDefault(), void add.start()) }, [
          h(TextField, { label: t('settings.username'), value: name.value, required: true, onInput: (text) => (name.value = text) }),
          h(TextField, { label: t('settings.email'), value: email.value, type: 'email', onInput: (text) => (email.value = text) }),
          h('label', { class: 'check' }, [h('input', { type: 'checkbox', checked: isAdmin.value, onChange: (event: Event) => (isAdmin.value = (event.target as HTMLInputElement).checked) }), t('admin.isAdmin')]),
          h('button', { type: 'submit', class: 'button primary', disabled: add.isBusy.value }, t('admin.add')),
          h(Problem, { error: add.error.value ?? makeLink.error.value }),
        ]),
        link.value && h('section', { class: 'card', role: 'status' }, [h('h2', null, t('admin.link.made', { name: link.value.user })), h(Snippet, { text: link.value.address })]),
        h('section', { class: 'card records', tabindex: 0 }, [
          h('div', { class: 'card-title' }, [h('h2', null, [t('admin.users'), h('span', { class: 'count' }, String(users.value.value?.length ?? ''))]), h(SearchField, { value: query.value, label: t('admin.search'), onInput: (text) => (query.value = text) })]),
          fetched(users, () => h('table', null, [
            h('thead', null, [h('tr', null, [
              h('th', null, t('settings.username')), h('th', null, t('settings.email')), h('th', null, t('item.created')), h('th', null, [h('span', { class: 'visually-hidden' }, t('app.actions'))]),
            ])]),
            h('tbody', null, shown.value.slice(0, 200).map(row)),
          ])), // prettier-ignore
        ]),
        h(TeamsCard, {}),
      ]);
  },
  { name: 'UsersSection', props: [] },
);
