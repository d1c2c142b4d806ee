import { defineComponent, h } from 'vue';
import { t } from '../text/text';
import { Icon } from '../ui/Icon';
import type { IconName } from '../ui/icons';
import { pathTo, place } from './router';

export type RunsPlace = 'workspace' | 'table' | 'groups' | 'sweeps';

const places: readonly (readonly [RunsPlace, IconName, string[]])[] = [
  ['workspace', 'chart', []],
  ['table', 'table', ['table']],
  ['groups', 'group', ['groups']],
  ['sweeps', 'settings', ['sweeps']],
];

/** What of the address means the same on the pages of a project. */
const SHARED = ['q', 'regex', 'state', 'filter', 'sort', 'group'];

/** The ways between the pages of a project; which runs are wanted is taken along. */
export const RunsNav = defineComponent<{ entity: string; project: string; current: RunsPlace | null }>(
  (props) => () => {
    const query = new URLSearchParams([...place.value.query].filter(([name]) => SHARED.includes(name)));
    const text = query.toString();
    return h('nav', { class: 'tabs project-tabs', 'aria-label': props.project }, places.map(([name, icon, path]) =>
      h('a', {
        key: name, class: name === props.current ? 'current' : '', 'aria-current': name === props.current ? 'page' : undefined,
        href: pathTo(props.entity, props.project, ...path) + (text && (name === 'workspace' || name === 'table') ? `?${text}` : ''),
      }, [h(Icon, { name: icon }), t(`project.${name}`)]),
    )); // prettier-ignore
  },
  { name: 'RunsNav', props: ['entity', 'project', 'current'] },
);
