import { defineComponent, h, ref } from 'vue';
import { administer } from '../api/account';
import { pathTo } from '../app/router';
import { viewer } from '../app/session';
import { t } from '../text/text';
import { action } from '../ui/action';
import { fetched } from '../ui/fetched';
import { Problem } from '../ui/Problem';
import { resource } from '../ui/resource';
import { TextField } from '../ui/TextField';

/** The teams of a server, and a new one. */
export const TeamsCard = defineComponent<Record<string, never>>(
  () => {
    const teams = resource(() => 'all', async (_, signal) => administer({ listTeams: {} }, signal)); // prettier-ignore
    const name = ref('');
    const add = action(async () => {
      await administer({ addTeam: { name: name.value.trim(), admin: viewer.value?.username ?? '' } });
      name.value = '';
      teams.reload();
    });
    return () =>
      h('section', { class: 'card records', tabindex: 0 }, [
        h('h2', { class: 'card-title' }, [t('settings.teams'), h('span', { class: 'count' }, String(teams.value.value?.length ?? ''))]),
        fetched(teams, (rows) => h('table', null, [h('tbody', null, rows.map((row) => {
          const team = row['team'] ?? row['name'] ?? '';
          return h('tr', { key: team }, [
            h('td', null, [h('a', { class: 'record-name', href: pathTo('settings', 'teams', team) }, team)]),
            h('td', { class: 'faint' }, row['members'] ? t('team.members', { n: Number(row['members']) }) : ''),
          ]);
        }))])), // prettier-ignore
        h('form', { class: 'inline-form card-text', onSubmit: (event: Event) => (event.preventDefault(), void add.start()) }, [
          h(TextField, { label: t('admin.team.name'), value: name.value, required: true, onInput: (text) => (name.value = text) }),
          h('button', { type: 'submit', class: 'button', disabled: add.isBusy.value }, t('admin.team.add')),
          h(Problem, { error: add.error.value }),
        ]),
      ]);
  },
  { name: 'TeamsCard', props: [] },
);
