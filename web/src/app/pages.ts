import { h, type VNode } from 'vue';
import { isOwnWord } from './places';
import { viewer, signInAddress } from './session';
import { lazyPage } from './lazyPage';

const QueuesPage = lazyPage(() => import('../launch/QueuesPage').then((code) => code.QueuesPage));
const QueuePage = lazyPage(() => import('../launch/QueuePage').then((code) => code.QueuePage));
const ItemPage = lazyPage(() => import('../launch/ItemPage').then((code) => code.ItemPage));
const JobsPage = lazyPage(() => import('../launch/JobsPage').then((code) => code.JobsPage));
const JobPage = lazyPage(() => import('../launch/JobPage').then((code) => code.JobPage));
const LaunchPage = lazyPage(() => import('../launch/LaunchPage').then((code) => code.LaunchPage));
const ArtifactsPage = lazyPage(() => import('../artifacts/ArtifactsPage').then((code) => code.ArtifactsPage));
const VersionPage = lazyPage(() => import('../artifacts/VersionPage').then((code) => code.VersionPage));
const SettingsPage = lazyPage(() => import('../account/SettingsPage').then((code) => code.SettingsPage));
const TeamPage = lazyPage(() => import('../account/TeamPage').then((code) => code.TeamPage));
const AdminPage = lazyPage(() => import('../account/AdminPage').then((code) => code.AdminPage));
const AuthorizePage = lazyPage(() => import('../account/AuthorizePage').then((code) => code.AuthorizePage));

/** Whether an address names a page of a project: what it shows is the server's to decide, so it need not know who looks. */
export const isOfProject = ([first, project]: readonly string[]): boolean => project !== undefined && !isOwnWord(first);

/** A page that belongs to no project. */
export function ownPage([first, section, name]: readonly string[]): VNode | null {
  if (!isOwnWord(first)) return null;
  if (!viewer.value) {
    location.replace(signInAddress());
    return h('div', { class: 'page-loading' });
  }
  if (first === 'admin') return h(AdminPage, { section: section ?? 'users' });
  if (first === 'authorize') return h(AuthorizePage, {});
  if (section === 'teams' && name !== undefined) return h(TeamPage, { key: name, team: name });
  return h(SettingsPage, { section: section ?? 'profile' });
}

/** A page of a project beside its workspace and its runs; null for other words. */
export function artifactOrJobPage(entity: string, project: string, kind: string | undefined, rest: readonly string[]): VNode | null {
  const at = { entity, project };
  const [name, word, id] = rest;
  switch (kind) {
    case 'jobs':
      if (name === undefined) return h(JobsPage, { key: `${entity}/${project}`, ...at });
      return h(JobPage, { key: `${entity}/${project}/${name}`, ...at, job: name, version: word ?? 'latest' });
    case 'queues':
      if (name === undefined) return h(QueuesPage, { key: entity, ...at });
      if (word === 'items' && id !== undefined) return h(ItemPage, { key: id, ...at, queue: name, item: id });
      return h(QueuePage, { key: `${entity}/${project}/${name}`, ...at, queue: name });
    case 'launch':
      return h(LaunchPage, { key: location.search, ...at });
    case 'artifacts': {
      const [type, collection, version, tab] = rest;
      if (type === undefined || collection === undefined) return h(ArtifactsPage, { key: `${entity}/${project}`, ...at, type: type ?? null });
      return h(VersionPage, { key: `${entity}/${project}/${collection}`, ...at, type, collection, version: version ?? 'latest', tab: tab ?? 'overview' });
    }
    default:
      return null;
  }
}
