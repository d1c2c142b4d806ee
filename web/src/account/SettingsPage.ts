import '../app/shared';
import { defineComponent, h, type VNode } from 'vue';
import { fetchProfile, type Profile } from '../api/account';
import { pathTo } from '../app/router';
import { signInAddress } from '../app/session';
import { t } from '../text/text';
import { fetched } from '../ui/fetched';
import { Icon } from '../ui/Icon';
import type { IconName } from '../ui/icons';
import { resource } from '../ui/resource';
import { AppearanceSection } from './AppearanceSection';
import { KeysSection } from './KeysSection';
import { ProfileSection } from './ProfileSection';
import { SessionsSection } from './SessionsSection';

const sections = [
  ['profile', 'user'],
  ['keys', 'key'],
  ['sessions', 'shield'],
  ['appearance', 'settings'],
] as const;

/** What a person may set of their own account. */
export const SettingsPage = defineComponent<{ section: string }>(
  (props) => {
    const profile = resource(
      () => 'self',
      async (_, signal) => {
        const found = await fetchProfile(null, signal);
        // The session has ended meanwhile.
        if (found === null) location.replace(signInAddress());
        return found;
      },
    );

    function body(found: Profile): VNode {
      switch (props.section) {
        case 'keys':
          return h(KeysSection, { username: found.username });
        case 'sessions':
          return h(SessionsSection, {});
        case 'appearance':
          return h(AppearanceSection, {});
        default:
          return h(ProfileSection, { profile: found, onChange: () => profile.reload() });
      }
    }
    const link = (path: string, label: string, icon: IconName, isCurrent: boolean): VNode =>
      h('a', { key: path, href: path, class: isCurrent ? 'current' : '', 'aria-current': isCurrent ? 'page' : undefined }, [h(Icon, { name: icon }), label]);

    return () =>
      fetched(profile, (found) =>
        h('div', { class: 'settings' }, [
          h('nav', { class: 'side-nav', 'aria-label': t('settings.title') }, [
            h('h1', null, t('settings.title')),
            ...sections.map(([name, icon]) => link(pathTo('settings', name), t(`settings.${name}`), icon, props.section === name)),
            found.teams.length > 0 && h('h2', null, t('settings.teams')),
            ...found.teams.map((team) => link(pathTo('settings', 'teams', team), team, 'users', false)),
            found.admin && h('h2', null, t('admin.title')),
            found.admin && link('/admin/users', t('admin.title'), 'shield', false),
          ]),
          h('div', { class: 'settings-body' }, [body(found)]),
        ]),
      );
  },
  { name: 'SettingsPage', props: ['section'] },
);
