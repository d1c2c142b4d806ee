import { defineComponent, h } from 'vue';
import { t } from '../text/text';
import type { TextKey } from '../text/en';
import { Icon } from '../ui/Icon';
import type { IconName } from '../ui/icons';
import { pathTo, place } from './router';

const pages: readonly (readonly [string, TextKey, IconName, readonly string[]])[] = [
  ['', 'nav.runs', 'chart', ['workspace', 'runs', 'table', 'groups', 'sweeps', 'compare']],
  ['artifacts', 'nav.artifacts', 'package', []],
  ['jobs', 'nav.jobs', 'jobs', ['launch']],
  ['queues', 'nav.queues', 'layers', []],
];

/** The pages of the project that is open. */
export const HeaderNav = defineComponent<Record<string, never>>(
  () => () => {
    const [entity, project, kind = ''] = place.value.path;
    if (entity === undefined || project === undefined || ['settings', 'admin', 'authorize'].includes(entity)) return null;
    return h('nav', { class: 'project-nav', 'aria-label': t('nav.project') }, pages.map(([page, name, icon, others]) => {
      const isCurrent = kind === page || others.includes(kind);
      return h('a', {
        key: page, href: pathTo(entity, project, ...(page ? [page] : [])), class: isCurrent ? 'current' : '', 'aria-current': isCurrent ? 'page' : undefined, title: t(name),
      }, [h(Icon, { name: icon }), h('span', null, t(name))]); // prettier-ignore
    })); // prettier-ignore
  },
  { name: 'HeaderNav', props: [] },
);
