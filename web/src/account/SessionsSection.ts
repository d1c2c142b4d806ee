import { defineComponent, h } from 'vue';
import { endOtherSessions, endSession, fetchSessions, type WebSession } from '../api/account';
import { signOut } from '../app/session';
import { t } from '../text/text';
import { action } from '../ui/action';
import { ago } from '../ui/ago';
import { fetched } from '../ui/fetched';
import { Problem } from '../ui/Problem';
import { resource } from '../ui/resource';

/** Where a person is signed in, with a way to sign out there. */
export const SessionsSection = defineComponent<Record<string, never>>(
  () => {
    const found = resource(() => 'self', fetchSessions);
    const end = action(async (id: string | null) => {
      await (id === null ? endOtherSessions() : endSession(id));
      found.reload();
    });
    const row = (session: WebSession) =>
      h('tr', { key: session.id }, [
        h('td', null, [h('span', { class: 'record-name' }, t('session.browser')), session.isCurrent && h('span', { class: 'tag' }, t('session.this'))]),
        h('td', { class: 'faint' }, [ago(session.createdAt)]),
        h('td', { class: 'faint' }, [ago(session.expiresAt)]),
        h('td', { class: 'actions' }, [
          h('button', { type: 'button', class: 'button small', disabled: end.isBusy.value, onClick: () => void (session.isCurrent ? signOut() : end.start(session.id)) }, t('app.signOut')),
        ]),
      ]);
    return () =>
      fetched(found, (sessions) =>
        h('section', { class: 'card records', tabindex: 0 }, [
          h('h2', { class: 'card-title' }, t('settings.sessions')),
          h(Problem, { error: end.error.value }),
          h('table', null, [
            h('thead', null, [
              h('tr', null, [
                h('th', null, t('session.browser')), h('th', null, t('session.since')), h('th', null, t('key.expires')),
                h('th', null, [h('span', { class: 'visually-hidden' }, t('app.actions'))]),
              ]),
            ]), // prettier-ignore
            h('tbody', null, sessions.map(row)),
          ]),
          sessions.length > 1 && h('button', { type: 'button', class: 'button more', disabled: end.isBusy.value, onClick: () => void end.start(null) }, t('session.endOthers')),
        ]),
      );
  },
  { name: 'SessionsSection', props: [] },
);
