import { defineComponent, h, type VNode } from 'vue';
import { language, languages, t, type Language } from '../text/text';
import { keepSetting } from './settings';
import { theme, themes } from '../theme/theme';
import { Icon } from '../ui/Icon';
import { IconButton } from '../ui/IconButton';
import { Popover } from '../ui/Popover';
import { Select } from '../ui/Select';
import mark from './icon.svg';
import { HeaderNav } from './HeaderNav';
import { pathTo, place } from './router';
import { signInAddress, signOut, viewer } from './session';

/** The bar above every page: where one is, how to go elsewhere, and who one is. */
export const Header = defineComponent<{ onPalette: () => void; onHelp: () => void }>(
  (props) => () =>
    h('header', { class: 'app-header' }, [
      h('a', { class: 'brand', href: '/', 'aria-label': t('app.home') }, [h('span', { class: 'brand-mark', innerHTML: mark }), h('span', { class: 'brand-name' }, t('app.name'))]),
      h('nav', { class: 'crumbs', 'aria-label': t('app.menu') }, crumbs()),
      h(HeaderNav, {}),
      h('button', { type: 'button', class: 'palette-button', onClick: props.onPalette, 'aria-label': t('keys.palette') }, [
        h(Icon, { name: 'search' }),
        h('span', null, t('app.search')),
        h('kbd', null, 'Ctrl K'),
      ]),
      h(IconButton, { icon: 'keyboard', label: t('app.shortcuts'), onPress: props.onHelp }),
      h(Popover, { icon: viewer.value ? 'user' : 'settings', label: viewer.value?.username ?? t('app.menu') }, () => menu()),
      viewer.value === null && h('a', { class: 'button primary', href: signInAddress() }, t('app.signIn')),
    ]),
  { name: 'Header', props: ['onPalette', 'onHelp'] },
);

function crumbs(): VNode[] {
  const [entity, project, kind, name] = place.value.path;
  const parts: [string, string][] = [];
  if (entity === 'settings' || entity === 'admin' || entity === 'authorize') return [];
  if (entity !== undefined) parts.push([entity, pathTo(entity)]);
  if (entity !== undefined && project !== undefined) parts.push([project, pathTo(entity, project)]);
  if (entity !== undefined && project !== undefined && kind === 'runs' && name !== undefined) {
    parts.push([name, pathTo(entity, project, 'runs', name)]);
  }
  if (entity !== undefined && project !== undefined && ['queues', 'jobs', 'sweeps'].includes(kind ?? '') && name !== undefined) {
    parts.push([name, pathTo(entity, project, kind ?? '', name)]);
  }
  return parts.map(([label, href], index) =>
    h('a', { href, key: href, 'aria-current': index === parts.length - 1 ? 'page' : undefined }, label),
  );
}

function menu(): VNode {
  const themeNames = themes.map((one) => [one, t(`app.theme.${one}`)] as const);
  return h('div', { class: 'form account-menu' }, [
    viewer.value && h('p', { class: 'account-name' }, viewer.value.username),
    h('div', { class: 'field' }, [
      h('span', { class: 'field-name' }, t('app.theme')),
      h(Select, { label: t('app.theme'), value: theme.value, choices: themeNames, onChange: (value) => (theme.value = themes.find((one) => one === value) ?? 'system') }),
    ]),
    h('div', { class: 'field' }, [
      h('span', { class: 'field-name' }, t('app.language')),
      h(Select, {
        label: t('app.language'),
        value: language.value,
        choices: languages,
        onChange: (value) => {
          language.value = value as Language;
          document.documentElement.lang = value;
          keepSetting('language', value);
        },
      }),
    ]),
    viewer.value && h('a', { class: 'menu-item', href: '/settings' }, [h(Icon, { name: 'settings' }), t('settings.title')]),
    viewer.value && h('a', { class: 'menu-item', href: '/settings/keys' }, [h(Icon, { name: 'key' }), t('app.apiKeys')]),
    viewer.value?.admin && h('a', { class: 'menu-item', href: '/admin' }, [h(Icon, { name: 'shield' }), t('admin.title')]),
    viewer.value && h('button', { type: 'button', class: 'menu-item', onClick: () => void signOut() }, [h(Icon, { name: 'logOut' }), t('app.signOut')]),
  ]);
}
