import '../app/shared';
import { defineComponent, h, type VNode } from 'vue';
import { pathTo } from '../app/router';
import { viewer } from '../app/session';
import { t } from '../text/text';
import { Icon } from '../ui/Icon';
import { NotFound } from '../ui/Notice';
import { HealthSection } from './HealthSection';
import { StorageSection } from './StorageSection';
import { UsersSection } from './UsersSection';

const sections = [
  ['users', 'users'],
  ['storage', 'box'],
  ['health', 'cpu'],
] as const;

/** What an administrator of the server looks after. */
export const AdminPage = defineComponent<{ section: string }>(
  (props) => {
    const body = (): VNode => {
      if (props.section === 'storage') return h(StorageSection, {});
      return props.section === 'health' ? h(HealthSection, {}) : h(UsersSection, {});
    };
    return () => {
      if (!viewer.value?.admin) return h(NotFound, {});
      return h('div', { class: 'settings' }, [
        h('nav', { class: 'side-nav', 'aria-label': t('admin.title') }, [
          h('h1', null, t('admin.title')),
          ...sections.map(([name, icon]) => {
            const isCurrent = props.section === name;
            return h('a', { key: name, href: pathTo('admin', name), class: isCurrent ? 'current' : '', 'aria-current': isCurrent ? 'page' : undefined }, [h(Icon, { name: icon }), t(`admin.${name}`)]);
          }),
        ]),
        h('div', { class: 'settings-body' }, [body()]),
      ]);
    };
  },
  { name: 'AdminPage', props: ['section'] },
);
