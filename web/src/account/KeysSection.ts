import { defineComponent, h, ref, shallowRef, type VNode } from 'vue';
import { administer, type Row } from '../api/account';
import { t } from '../text/text';
import { action } from '../ui/action';
import { ago } from '../ui/ago';
import { ConfirmButton } from '../ui/ConfirmButton';
import { fetched } from '../ui/fetched';
import { Problem } from '../ui/Problem';
import { resource } from '../ui/resource';
import { SelectField } from '../ui/SelectField';
import { Snippet } from '../ui/Snippet';
import { TextField } from '../ui/TextField';

const TERMS = ['', '7', '30', '90', '365'] as const;

/** The API keys of a person: made, shown once, used, revoked. */
export const KeysSection = defineComponent<{ username: string }>(
  (props) => {
    const keys = resource(() => props.username, async (user, signal) => administer({ listKeys: { user } }, signal)); // prettier-ignore
    const name = ref('');
    const term = ref('');
    const made = ref<string | null>(null);
    const revoked = shallowRef<ReadonlySet<string>>(new Set());
    const make = action(async () => {
      const expires = term.value ? { expiresDays: Number(term.value) } : {};
      const [row] = await administer({ addKey: { user: props.username, name: name.value.trim() || 'web', ...expires } });
      made.value = row?.['key'] ?? null;
      name.value = '';
      keys.reload();
    });
    const isTime = (text: string | undefined): boolean => /^\d{4}-/.test(text ?? '');

    function keyRow(row: Row): VNode {
      const label = row['name'] ?? '';
      return h('tr', { key: row['id'] ?? label }, [
        h('td', null, [h('span', { class: 'record-name' }, label)]),
        h('td', null, [h('code', null, `${row['hint'] ?? ''}…`)]),
        h('td', { class: 'faint' }, [isTime(row['created']) ? ago(row['created']) : row['created'] ?? '']),
        h('td', { class: 'faint' }, [isTime(row['used']) ? ago(row['used']) : t('key.never')]),
        h('td', { class: 'faint' }, [isTime(row['expires']) ? ago(row['expires']) : t('key.never')]),
        h('td', { class: 'actions' }, [
          h(ConfirmButton, {
            small: true, label: t('key.revoke'), title: t('key.revoke.title', { name: label }), text: t('key.revoke.text'),
            onConfirm: async () => {
              await administer({ removeKey: { id: Number(row['id']) } });
              revoked.value = new Set([...revoked.value, row['id'] ?? '']);
              keys.reload();
            },
          }), // prettier-ignore
        ]),
      ]);
    }

    return () =>
      h('div', { class: 'stack' }, [
        h('form', { class: 'card settings-form', onSubmit: (event: Event) => (event.preventDefault(), void make.start()) }, [
          h('h2', null, t('key.make')),
          h('div', { class: 'fields' }, [
            h(TextField, { label: t('key.name'), value: name.value, hint: t('key.name.hint'), onInput: (text) => (name.value = text) }),
            h(SelectField, { label: t('key.expires'), value: term.value, choices: TERMS.map((days) => [days, days ? t('key.days', { n: Number(days) }) : t('key.never')] as const), onChange: (value) => (term.value = value) }),
          ]),
          h(Problem, { error: make.error.value }),
          h('div', { class: 'form-end' }, [h('button', { type: 'submit', class: 'button primary', disabled: make.isBusy.value }, t('key.make'))]),
          made.value && h('div', { class: 'made-key', role: 'status' }, [h('p', null, t('key.once')), h(Snippet, { text: made.value }), h(Snippet, { text: signInLines(made.value) })]),
        ]),
        h('section', { class: 'card records', tabindex: 0 }, [
          h('h2', { class: 'card-title' }, t('settings.keys')),
          fetched(keys, (all) => {
            const rows = all.filter((row) => !revoked.value.has(row['id'] ?? ''));
            return rows.length === 0 ? h('p', { class: 'faint card-text' }, t('key.none')) : h('table', null, [
            h('thead', null, [h('tr', null, [
              h('th', null, t('key.name')), h('th', null, t('key.start')), h('th', null, t('item.created')), h('th', null, t('key.used')), h('th', null, t('key.expires')),
              h('th', null, [h('span', { class: 'visually-hidden' }, t('app.actions'))]),
            ])]),
            h('tbody', null, rows.map(keyRow)),
          ]);
          }), // prettier-ignore
        ]),
      ]);
  },
  { name: 'KeysSection', props: ['username'] },
);

/** What a person pastes at a shell to sign in with a key. */
export const signInLines = (key: string): string => `export WANDB_BASE_URL=${location.origin}\nexport WANDB_API_KEY=${key}`;
