import { graphql, nodesOf, type Page } from '../api/graphql';
import { members, parseJson } from '../api/json';
import { keepSetting, setting } from '../app/settings';
import { viewer, viewerIsKnown } from '../app/session';

export type ViewKind = 'table' | 'workspace';

/** How somebody likes to look at a project: a name for what stands in the address. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  /** The address's parameters. */
  readonly query: string;
  readonly isShared: boolean;
  readonly readOnly: boolean;
  readonly author: string | null;
}

export interface ViewStore {
  /** Whether views can be seen by others than their author. */
  canShare(): Promise<boolean>;
  list(): Promise<readonly SavedView[]>;
  /** Keeps a view; one without an id is new. */
  save(view: { id: string | null; name: string; query: string; isShared: boolean }): Promise<SavedView>;
  remove(id: string): Promise<void>;
}

const typeOf = (kind: ViewKind): string => `roost-${kind}`;

export function viewStore(entity: string, project: string, kind: ViewKind): ViewStore {
  const here = localViews(`views.${kind}.${entity}/${project}`);
  const there = serverViews(entity, project, kind);
  const pick = async (): Promise<Omit<ViewStore, 'canShare'>> => ((await isOnServer()) ? there : here);
  return {
    canShare: isOnServer,
    list: async () => (await pick()).list(),
    save: async (view) => (await pick()).save(view),
    remove: async (id) => (await pick()).remove(id),
  };
}

async function isOnServer(): Promise<boolean> {
  await viewerIsKnown();
  return Boolean(viewer.value);
}

// Views that the server keeps.

const FIELDS = 'id displayName spec isShared readOnly user { username }';
const VIEWS = `
query Views($entity: String!, $project: String!, $type: String) {
  project(name: $project, entityName: $entity) {
    allViews(viewType: $type, first: 500) { edges { node { ${FIELDS} } } pageInfo { endCursor hasNextPage } }
  }
}`;
const SAVE = `mutation SaveView($input: UpsertViewInput!) { upsertView(input: $input) { view { ${FIELDS} } } }`;
const DELETE = `mutation DeleteView($id: ID!) { deleteView(input: { id: $id }) { success } }`;

interface Node {
  id: string;
  displayName: string | null;
  spec: string | null;
  isShared: boolean;
  readOnly: boolean;
  user: { username: string } | null;
}

function serverViews(entity: string, project: string, kind: ViewKind): Omit<ViewStore, 'canShare'> {
  const type = typeOf(kind);
  return {
    list: async () => {
      const answer = await graphql<{ project: { allViews: Page<Node> } | null }>(VIEWS, { entity, project, type });
      return nodesOf(answer.project?.allViews).map(readView);
    },
    save: async ({ id, name, query, isShared }) => {
      const input = { ...(id ? { id } : {}), entityName: entity, projectName: project, type, displayName: name, spec: JSON.stringify({ version: 1, query }), isShared };
      return readView((await graphql<{ upsertView: { view: Node } }>(SAVE, { input })).upsertView.view);
    },
    remove: async (id) => void (await graphql(DELETE, { id })),
  };
}

function readView({ id, displayName, spec, isShared, readOnly, user }: Node): SavedView {
  return { id, name: displayName ?? id, query: queryOfSpec(spec), isShared, readOnly, author: user?.username ?? null };
}

/** What a spec says of the address; nothing for one that something else wrote. */
export function queryOfSpec(spec: string | null): string {
  try {
    const query = members(parseJson(spec ?? '{}'))['query'];
    return typeof query === 'string' ? query : '';
  } catch {
    return '';
  }
}

// Views that this browser keeps for somebody who is not signed in.

function localViews(place: string): Omit<ViewStore, 'canShare'> {
  const read = (): SavedView[] => {
    try {
      return JSON.parse(setting(place, '[]')) as SavedView[];
    } catch {
      return [];
    }
  };
  const write = (views: readonly SavedView[]): void => keepSetting(place, JSON.stringify(views));
  return {
    list: () => Promise.resolve(read()),
    save: ({ id, name, query }) => {
      const view: SavedView = { id: id ?? `local-${Date.now().toString(36)}`, name, query, isShared: false, readOnly: false, author: null };
      write([...read().filter((one) => one.id !== view.id), view]);
      return Promise.resolve(view);
    },
    remove: (id) => Promise.resolve(write(read().filter((view) => view.id !== id))),
  };
}
