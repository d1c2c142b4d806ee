import '../app/shared';
import { defineComponent, h, ref } from 'vue';
import { administer } from '../api/account';
import { viewer } from '../app/session';
import { t } from '../text/text';
import { action } from '../ui/action';
import { Icon } from '../ui/Icon';
import { Problem } from '../ui/Problem';
import { Snippet } from '../ui/Snippet';
import { TextField } from '../ui/TextField';
import { signInLines } from './KeysSection';

/** Where the client's login text leads: makes a key to paste at its prompt. */
export const AuthorizePage = defineComponent<Record<string, never>>(
  () => {
    const name = ref('web');
    const made = ref<string | null>(null);
    const make = action(async () => {
      const [row] = await administer({ addKey: { user: viewer.value?.username ?? '', name: name.value.trim() || 'web' } });
      made.value = row?.['key'] ?? null;
    });
    return () =>
      h('div', { class: 'authorize' }, [
        h('div', { class: 'card' }, [
          h('span', { class: 'notice-icon' }, [h(Icon, { name: 'key' })]),
          h('h1', null, t('authorize.title', { name: viewer.value?.username ?? '' })),
          made.value
            ? h('div', { class: 'stack', role: 'status' }, [h('p', { class: 'faint' }, t('key.once')), h(Snippet, { text: made.value }), h('p', { class: 'faint' }, t('authorize.shell')), h(Snippet, { text: signInLines(made.value) })])
            : h('form', { class: 'stack', onSubmit: (event: Event) => (event.preventDefault(), void make.start()) }, [
                h('p', { class: 'faint' }, t('authorize.text')),
                h(TextField, { label: t('key.name'), value: name.value, hint: t('key.name.hint'), onInput: (text) => (name.value = text) }),
                h(Problem, { error: make.error.value }),
                h('button', { type: 'submit', class: 'button primary', disabled: make.isBusy.value }, t('key.make')),
              ]),
          h('a', { class: 'link', href: '/settings/keys' }, t('authorize.all')),
        ]),
      ]);
  },
  { name: 'AuthorizePage', props: [] },
);
