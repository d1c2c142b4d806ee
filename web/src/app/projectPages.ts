import { h, type VNode } from 'vue';
import { TablePage } from '../table/TablePage';
import { lazyPage } from './lazyPage';

const GroupsPage = lazyPage(() => import('../groups/GroupsPage').then((file) => file.GroupsPage));
const GroupPage = lazyPage(() => import('../groups/GroupPage').then((file) => file.GroupPage));
const SweepsPage = lazyPage(() => import('../sweeps/SweepsPage').then((file) => file.SweepsPage));
const SweepPage = lazyPage(() => import('../sweeps/SweepPage').then((file) => file.SweepPage));
const ComparePage = lazyPage(() => import('../compare/ComparePage').then((file) => file.ComparePage));

/** The page of a project that shows many of its runs at once; null when the address names another. */
export function projectPage(entity: string, project: string, kind: string | undefined, name: string | undefined): VNode | null {
  const key = `${entity}/${project}/${kind ?? ''}`;
  switch (kind) {
    case 'table':
      return h(TablePage, { key, entity, project });
    case 'groups':
      return name === undefined ? h(GroupsPage, { key, entity, project }) : h(GroupPage, { key: `${key}/${name}`, entity, project, group: name });
    case 'sweeps':
      return name === undefined ? h(SweepsPage, { key, entity, project }) : h(SweepPage, { key: `${key}/${name}`, entity, project, sweep: name });
    case 'compare':
      return h(ComparePage, { key, entity, project });
    default:
      return null;
  }
}
