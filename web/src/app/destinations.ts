import { graphql, nodesOf, type Page } from '../api/graphql';
import { fetchRows } from '../api/runRows';
import { allOf } from '../filter/filter';
import { searchFilter } from '../filter/searchFilter';
import { t } from '../text/text';
import { theme, themes } from '../theme/theme';
import { pathTo, place } from './router';
import { viewer } from './session';

/** Something that the palette offers. */
export interface Destination {
  readonly kind: 'projects' | 'runs' | 'commands';
  readonly label: string;
  readonly detail: string;
  readonly path?: string;
  readonly run?: () => void;
}

const PROJECTS = `
query ProjectNames($entity: String!) {
  models(entityName: $entity, first: 500) { edges { node { name entityName } } pageInfo { endCursor hasNextPage } }
}`;

let projects: Promise<Destination[]> | null = null;

async function fetchProjects(): Promise<Destination[]> {
  const entities = viewer.value ? [viewer.value.entity, ...viewer.value.teams] : [];
  const answers = await Promise.all(
    [...new Set(entities)].map((entity) => graphql<{ models: Page<{ name: string; entityName: string }> | null }>(PROJECTS, { entity })),
  );
  return answers
    .flatMap((answer) => nodesOf(answer.models))
    .map(({ name, entityName }) => ({ kind: 'projects', label: name, detail: entityName, path: pathTo(entityName, name) }));
}

/** The projects of the signed-in person, and the runs of the project that is open, as far as they match. */
export async function fetchDestinations(
  at: { entity: string; project: string; query: string }, signal: AbortSignal,
): Promise<Destination[]> { // prettier-ignore
  projects ??= fetchProjects();
  projects.catch(() => (projects = null));
  const known = await projects;
  if (!at.project) return known;
  const { entity, project, query } = at;
  const listing = { entity, project, filters: allOf([searchFilter(query, false)]), order: '-created_at', keys: [] };
  const runs = (await fetchRows(listing, { first: 10, after: null }, signal))?.rows ?? [];
  const pages = (['table', 'groups', 'sweeps'] as const).map(
    (page): Destination => ({ kind: 'projects', label: t(`project.${page}`), detail: at.project, path: pathTo(at.entity, at.project, page) }),
  );
  return [
    ...pages,
    ...runs.map((run): Destination => ({
      kind: 'runs', label: run.displayName, detail: run.name, path: pathTo(at.entity, at.project, 'runs', run.name),
    })), // prettier-ignore
    ...known,
  ];
}

/** What can be done from everywhere. */
export function commands(onHelp: () => void): Destination[] {
  const [entity, project] = place.value.path;
  const pages = entity !== undefined && project !== undefined && !['settings', 'admin', 'authorize'].includes(entity) ? (['artifacts', 'jobs', 'queues'] as const) : [];
  return [
    ...pages.map((page): Destination => ({ kind: 'commands', label: t(`nav.${page}`), detail: project ?? '', path: pathTo(entity ?? '', project ?? '', page) })),
    { kind: 'commands', label: t('app.home'), detail: '', path: '/' },
    ...themes.map((one): Destination => ({
      kind: 'commands', label: `${t('app.theme')}: ${t(`app.theme.${one}`)}`, detail: '', run: () => (theme.value = one),
    })), // prettier-ignore
    { kind: 'commands', label: t('app.apiKeys'), detail: '', path: '/settings/keys' },
    { kind: 'commands', label: t('settings.title'), detail: '', path: '/settings' },
    ...(viewer.value?.admin ? [{ kind: 'commands', label: t('admin.title'), detail: '', path: '/admin' } as const] : []),
    { kind: 'commands', label: t('app.shortcuts'), detail: '', run: onHelp },
  ];
}

/** Those that hold all letters of a query in their order, the closest match first. */
export function rank(all: readonly Destination[], query: string): Destination[] {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return [...all];
  return all
    .map((one) => ({ one, score: closeness(`${one.label} ${one.detail}`.toLowerCase(), wanted) }))
    .filter(({ score }) => score < Infinity)
    .sort((a, b) => a.score - b.score)
    .map(({ one }) => one);
}

/** How far apart the letters of a query stand in a text; infinite when it lacks one. */
export function closeness(text: string, query: string): number {
  const whole = text.indexOf(query);
  if (whole >= 0) return whole / 100;
  let at = -1;
  let gaps = 1;
  for (const letter of query) {
    const next = text.indexOf(letter, at + 1);
    if (next < 0) return Infinity;
    gaps += next - at - 1;
    at = next;
  }
  return gaps;
}
