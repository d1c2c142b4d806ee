import '../app/shared';
import { defineComponent, h, ref, type VNode } from 'vue';
import { addMember, addServiceAccount, fetchTeam, makeServiceKey, removeMember, setRole, type Member, type Team } from '../api/account';
import { pathTo } from '../app/router';
import { viewer } from '../app/session';
import { formatBytes } from '../format/numbers';
import { t } from '../text/text';
import { action } from '../ui/action';
import { ConfirmButton } from '../ui/ConfirmButton';
import { fetched } from '../ui/fetched';
import { Icon } from '../ui/Icon';
import { Problem } from '../ui/Problem';
import { resource } from '../ui/resource';
import { Select } from '../ui/Select';
import { Snippet } from '../ui/Snippet';
import { TextField } from '../ui/TextField';

const ROLES = ['admin', 'member', 'viewer'] as const;

/** Who belongs to a team and as what, and the accounts of its machines. */
export const TeamPage = defineComponent<{ team: string }>(
  (props) => {
    const team = resource(() => props.team, fetchTeam);
    const who = ref('');
    const role = ref<string>('member');
    const service = ref('');
    const madeKey = ref<{ name: string; key: string } | null>(null);
    const add = action(async () => {
      await addMember(props.team, who.value.trim(), role.value === 'admin');
      if (role.value === 'viewer') await setRole(props.team, who.value.trim(), 'viewer');
      who.value = '';
      team.reload();
    });
    const change = action(async (member: Member, next: string) => {
      await setRole(props.team, member.username, next);
      team.reload();
    });
    const addService = action(async () => {
      await addServiceAccount(props.team, service.value.trim());
      service.value = '';
      team.reload();
    });
    const newKey = action(async (member: Member) => {
      madeKey.value = { name: member.name, key: await makeServiceKey(props.team, member.username) };
    });

    const removal = (member: Member): VNode =>
      h(ConfirmButton, {
        small: true, label: t('team.remove'), title: t('team.remove.title', { name: member.name || member.username, team: props.team }), text: t('team.remove.text'),
        onConfirm: async () => {
          await removeMember(props.team, member.id);
          team.reload();
        },
      }); // prettier-ignore

    const choices = () => ROLES.map((one) => [one, t(`team.role.${one}`)] as const);

    function memberRow(member: Member, mayChange: boolean): VNode {
      return h('tr', { key: member.id }, [
        h('td', null, [h('span', { class: 'record-name' }, member.name || member.username), h('span', { class: 'faint' }, ` ${member.username}`)]),
        h('td', { class: 'faint' }, member.email ?? ''),
        h('td', null, [
          mayChange
            ? h(Select, { label: t('team.role.of', { name: member.username }), value: member.role, choices: choices(), onChange: (value) => void change.start(member, value) })
            : t(`team.role.${ROLES.find((one) => one === member.role) ?? 'member'}`),
        ]),
        h('td', { class: 'actions' }, [mayChange && removal(member)]),
      ]);
    }
    const serviceRow = (member: Member, mayChange: boolean): VNode =>
      h('tr', { key: member.id }, [
        h('td', null, [h('span', { class: 'record-name' }, member.name), h('span', { class: 'faint' }, ` ${member.username}`)]),
        h('td', { class: 'actions' }, [
          mayChange && h('button', { type: 'button', class: 'button small', disabled: newKey.isBusy.value, onClick: () => void newKey.start(member) }, t('key.make')),
          mayChange && removal(member),
        ]),
      ]);

    function page(found: Team): VNode {
      const people = found.members.filter((member) => member.accountType !== 'SERVICE');
      const services = found.members.filter((member) => member.accountType === 'SERVICE');
      const mayChange = viewer.value?.admin === true || people.some((member) => member.username === viewer.value?.username && member.role === 'admin');
      const empty = h('th', null, [h('span', { class: 'visually-hidden' }, t('app.actions'))]);
      return h('div', { class: 'page narrow' }, [
        h('header', { class: 'page-head' }, [
          h('h1', null, t('team.title', { name: found.name })), h('span', { class: 'spacer' }),
          h('a', { class: 'button', href: pathTo(found.name) }, [h(Icon, { name: 'folder' }), t('home.projects')]),
        ]), // prettier-ignore
        h('p', { class: 'page-facts' }, [h('span', null, t('team.members', { n: people.length })), h('span', null, formatBytes(found.storageBytes))]),
        mayChange &&
          h('form', { class: 'card inline-form', onSubmit: (event: Event) => (event.preventDefault(), void add.start()) }, [
            h(TextField, { label: t('team.who'), value: who.value, hint: t('team.who.hint'), required: true, onInput: (text) => (who.value = text) }),
            h('div', { class: 'field' }, [h('span', { class: 'field-name', 'aria-hidden': 'true' }, t('team.role')), h(Select, { label: t('team.role'), value: role.value, choices: choices(), onChange: (value) => (role.value = value) })]),
            h('button', { type: 'submit', class: 'button primary', disabled: add.isBusy.value }, t('team.add')),
            h(Problem, { error: add.error.value }),
          ]),
        h('section', { class: 'card records', tabindex: 0 }, [
          h('h2', { class: 'card-title' }, [t('team.people'), h('span', { class: 'count' }, String(people.length))]),
          h(Problem, { error: change.error.value }),
          h('table', null, [
            h('thead', null, [h('tr', null, [h('th', null, t('settings.name')), h('th', null, t('settings.email')), h('th', null, t('team.role')), empty])]),
            h('tbody', null, people.map((member) => memberRow(member, mayChange))),
          ]),
        ]),
        h('section', { class: 'card records', tabindex: 0 }, [
          h('h2', { class: 'card-title' }, [t('team.services'), h('span', { class: 'count' }, String(services.length))]),
          h('p', { class: 'faint card-text' }, t('team.services.text')),
          services.length > 0 && h('table', null, [h('tbody', null, services.map((member) => serviceRow(member, mayChange)))]),
          madeKey.value && h('div', { class: 'card-text made-key', role: 'status' }, [h('p', null, t('team.keyOf', { name: madeKey.value.name })), h(Snippet, { text: madeKey.value.key })]),
          h(Problem, { error: newKey.error.value }),
          mayChange &&
            h('form', { class: 'inline-form card-text', onSubmit: (event: Event) => (event.preventDefault(), void addService.start()) }, [
              h(TextField, { label: t('team.service.name'), value: service.value, required: true, onInput: (text) => (service.value = text) }),
              h('button', { type: 'submit', class: 'button', disabled: addService.isBusy.value }, t('team.service.add')),
              h(Problem, { error: addService.error.value }),
            ]),
        ]),
      ]);
    }
    return () => fetched(team, page);
  },
  { name: 'TeamPage', props: ['team'] },
);
