import { graphql, nodesOf, type Page } from './graphql';
import { members, parseJson, type Json } from './json';

/** A named series of versions. */
export interface Collection {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly kind: 'ArtifactSequence' | 'ArtifactPortfolio';
  readonly description: string | null;
  readonly createdAt: string;
  readonly updatedAt: string | null;
  readonly versions: number;
}

/** What a list shows of a version. */
export interface VersionHead {
  readonly id: string;
  readonly version: string;
  readonly aliases: readonly string[];
  readonly size: number;
  readonly fileCount: number;
  readonly createdAt: string;
}

/** A version as runs name it. */
export interface ArtifactRef {
  readonly id: string;
  readonly type: string;
  readonly collection: string;
  readonly version: string;
  readonly entity: string;
  readonly project: string;
  readonly size: number;
  readonly fileCount: number;
  readonly createdAt: string;
}

export interface RunRef {
  readonly name: string;
  readonly displayName: string;
  readonly state: string;
  readonly entity: string;
  readonly project: string;
  readonly jobType: string | null;
}

const COLLECTION = `
  __typename id name description createdAt updatedAt
  defaultArtifactType { name }
  artifacts(first: 0) { totalCount }`;

interface CollectionAnswer {
  __typename: Collection['kind'];
  id: string;
  name: string;
  description: string | null;
  createdAt: string;
  updatedAt: string | null;
  defaultArtifactType: { name: string };
  artifacts: { totalCount: number };
}

const collectionOf = ({ __typename, defaultArtifactType, artifacts, ...rest }: CollectionAnswer): Collection => ({
  ...rest, kind: __typename, type: defaultArtifactType.name, versions: artifacts.totalCount,
}); // prettier-ignore

/** The collections of a project, newest first, of one type or of all; null when there is no such project. */
export async function fetchCollections(
  at: { entity: string; project: string; type?: string }, signal?: AbortSignal,
): Promise<Collection[] | null> { // prettier-ignore
  const collections: Collection[] = [];
  let after: string | null = null;
  do {
    const answer: { project: { artifactCollections: Page<CollectionAnswer> } | null } = await graphql(
      `query Collections($entity: String!, $project: String!, $after: String) {
        project(name: $project, entityName: $entity) {
          artifactCollections(first: 200, after: $after) { edges { node { ${COLLECTION} } } pageInfo { endCursor hasNextPage } }
        }
      }`,
      { entity: at.entity, project: at.project, after },
      signal,
    );
    if (!answer.project) return null;
    const page = answer.project.artifactCollections;
    collections.push(...nodesOf(page).map(collectionOf));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null && collections.length < 5_000);
  return at.type === undefined ? collections : collections.filter((one) => one.type === at.type);
}

interface VersionAnswer {
  id: string;
  versionIndex: number | null;
  size: number | string;
  fileCount: number | string;
  createdAt: string;
  aliases: { alias: string; artifactCollectionName: string }[];
}

const VERSION_HEAD = 'id versionIndex size fileCount createdAt aliases { alias artifactCollectionName }';

/** Aliases that every version has by itself. */
const isNumber = /^v\d+$/;

const headOf = (answer: VersionAnswer, collection: string, version?: string): VersionHead => ({
  id: answer.id,
  version: version ?? `v${answer.versionIndex ?? 0}`,
  aliases: answer.aliases.filter((one) => one.artifactCollectionName === collection && !isNumber.test(one.alias)).map((one) => one.alias),
  size: Number(answer.size),
  fileCount: Number(answer.fileCount),
  createdAt: answer.createdAt,
});

export interface VersionList {
  readonly collection: Collection;
  readonly versions: readonly VersionHead[];
  readonly hasMore: boolean;
}

/** A collection and its newest versions; null when there is none of that name. */
export async function fetchVersions(
  at: { entity: string; project: string; collection: string; first: number }, signal?: AbortSignal,
): Promise<VersionList | null> { // prettier-ignore
  type Found = CollectionAnswer & { versions: { edges: { version: string; node: VersionAnswer }[]; pageInfo: { hasNextPage: boolean } } };
  const answer = await graphql<{ project: { artifactCollection: Found | null } | null }>(
    `query Versions($entity: String!, $project: String!, $collection: String!, $first: Int) {
      project(name: $project, entityName: $entity) {
        artifactCollection(name: $collection) {
          ${COLLECTION}
          versions: artifacts(first: $first) { edges { version node { ${VERSION_HEAD} } } pageInfo { hasNextPage } }
        }
      }
    }`,
    at,
    signal,
  );
  const found = answer.project?.artifactCollection;
  if (!found) return null;
  const { versions, ...rest } = found;
  return {
    collection: collectionOf(rest),
    versions: versions.edges.map(({ version, node }) => headOf(node, at.collection, version)),
    hasMore: versions.pageInfo.hasNextPage,
  };
}

/** A version with all that its page tells. */
export interface Version extends VersionHead {
  readonly description: string | null;
  readonly metadata: Json;
  readonly digest: string;
  readonly state: string;
  readonly tags: readonly string[];
  readonly collection: string;
  readonly type: string;
  readonly ttlSeconds: number;
  readonly maker: RunRef | null;
  readonly makerName: string | null;
  readonly users: readonly RunRef[];
}

interface RunAnswer {
  name: string;
  displayName: string;
  state: string;
  jobType: string | null;
  project: { name: string; entityName: string } | null;
}
const RUN = 'name displayName state jobType project { name entityName }';

function runOf(run: RunAnswer | null | undefined): RunRef[] {
  if (!run?.project) return [];
  const { project, ...rest } = run;
  return [{ ...rest, entity: project.entityName, project: project.name }];
}

/** A version by its number or an alias. */
export async function fetchVersion(
  at: { entity: string; project: string; collection: string; version: string }, signal?: AbortSignal,
): Promise<Version | null> { // prettier-ignore
  type Found = VersionAnswer & {
    description: string | null;
    metadata: string | null;
    digest: string;
    state: string;
    tags: { name: string }[];
    ttlDurationSeconds: number | string;
    artifactType: { name: string };
    createdBy: ({ __typename: 'Run' } & RunAnswer) | { __typename: 'User'; username: string } | null;
    usedBy: Page<RunAnswer>;
  };
  interface Membership {
    versionIndex: number | null;
    artifact: Found | null;
  }
  const answer = await graphql<{ project: { artifactCollectionMembership: Membership | null } | null }>(
    `query Version($entity: String!, $project: String!, $name: String!) {
      project(name: $project, entityName: $entity) {
        artifactCollectionMembership(name: $name) {
          versionIndex
          artifact {
            ${VERSION_HEAD} description metadata digest state tags { name } ttlDurationSeconds artifactType { name }
            createdBy { __typename ... on Run { ${RUN} } ... on User { username } }
            usedBy { edges { node { ${RUN} } } pageInfo { endCursor hasNextPage } }
          }
        }
      }
    }`,
    { entity: at.entity, project: at.project, name: `${at.collection}:${at.version}` },
    signal,
  );
  const membership = answer.project?.artifactCollectionMembership;
  const found = membership?.artifact;
  if (!membership || !found) return null;
  const { createdBy } = found;
  return {
    ...headOf(found, at.collection, `v${membership.versionIndex ?? 0}`),
    description: found.description, metadata: parseJson(found.metadata ?? '{}'), digest: found.digest, state: found.state,
    tags: found.tags.map((tag) => tag.name), collection: at.collection, type: found.artifactType.name, ttlSeconds: Number(found.ttlDurationSeconds),
    maker: createdBy?.__typename === 'Run' ? runOf(createdBy)[0] ?? null : null,
    makerName: createdBy?.__typename === 'User' ? createdBy.username : null,
    users: nodesOf(found.usedBy).flatMap(runOf),
  }; // prettier-ignore
}

export interface ArtifactFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly mimetype: string | null;
  readonly updatedAt: string | null;
  /** Where it can be got from this server; null for a reference to another. */
  readonly address: string | null;
  readonly digest: string | null;
}

export interface ArtifactFilePage {
  readonly files: readonly ArtifactFile[];
  readonly total: number;
}

/** The first files of a version, by name. */
export async function fetchArtifactFiles(which: { id: string; first: number }, signal?: AbortSignal): Promise<ArtifactFilePage> {
  type Node = Omit<ArtifactFile, 'address' | 'sizeBytes'> & { sizeBytes: number | string; directUrl: string | null };
  const files: ArtifactFile[] = [];
  let [after, total]: [string | null, number] = [null, 0];
  do {
    const answer: { artifact: { files: Page<Node> } | null } = await graphql(
      `query ArtifactFiles($id: ID!, $first: Int, $after: String) {
        artifact(id: $id) {
          files(first: $first, after: $after) {
            edges { node { name sizeBytes mimetype updatedAt digest directUrl } } pageInfo { endCursor hasNextPage } totalCount
          }
        }
      }`,
      { id: which.id, first: Math.min(1000, which.first - files.length), after },
      signal,
    );
    const page = answer.artifact?.files;
    total = page?.totalCount ?? 0;
    files.push(...nodesOf(page).map(({ directUrl, sizeBytes, ...rest }) => ({ ...rest, sizeBytes: Number(sizeBytes), address: ownAddress(directUrl) })));
    after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null && files.length < which.first);
  return { files, total };
}

/** An address of this server as the browser sees it, whatever name the server knows itself by. */
function ownAddress(url: string | null): string | null {
  if (!url) return null;
  try {
    const parsed = new URL(url, location.origin);
    return parsed.pathname.startsWith('/storage/') || parsed.pathname.startsWith('/artifacts') ? parsed.pathname + parsed.search : null;
  } catch {
    return null;
  }
}

type RefAnswer = Omit<VersionAnswer, 'aliases'> & {
  artifactType: { name: string };
  artifactSequence: { name: string; project: { name: string; entityName: string } | null };
};
const REF = `id versionIndex size fileCount createdAt artifactType { name }
  artifactSequence { name project { name entityName } }`;

function refOf(answer: RefAnswer): ArtifactRef[] {
  const place = answer.artifactSequence.project;
  if (!place) return [];
  return [{
    id: answer.id, type: answer.artifactType.name, collection: answer.artifactSequence.name, version: `v${answer.versionIndex ?? 0}`,
    entity: place.entityName, project: place.name, size: Number(answer.size), fileCount: Number(answer.fileCount), createdAt: answer.createdAt,
  }]; // prettier-ignore
}

export interface RunArtifacts {
  readonly used: readonly ArtifactRef[];
  readonly made: readonly ArtifactRef[];
}

/** The versions that a run used and made. */
export async function fetchRunArtifacts(at: { entity: string; project: string; run: string }, signal?: AbortSignal): Promise<RunArtifacts> {
  interface Found {
    inputArtifacts: Page<RefAnswer>;
    outputArtifacts: Page<RefAnswer>;
  }
  const answer = await graphql<{ project: { run: Found | null } | null }>(
    `query RunArtifacts($entity: String!, $project: String!, $run: String!) {
      project(name: $project, entityName: $entity) {
        run(name: $run) {
          inputArtifacts(first: 500) { edges { node { ${REF} } } pageInfo { endCursor hasNextPage } }
          outputArtifacts(first: 500) { edges { node { ${REF} } } pageInfo { endCursor hasNextPage } }
        }
      }
    }`,
    at,
    signal,
  );
  const run = answer.project?.run;
  return { used: nodesOf(run?.inputArtifacts).flatMap(refOf), made: nodesOf(run?.outputArtifacts).flatMap(refOf) };
}

/** Changes a version; what is not named stays. */
export async function updateArtifact(
  artifactID: string, change: { description?: string; tagsToAdd?: string[]; tagsToDelete?: string[] },
): Promise<void> { // prettier-ignore
  const { description, tagsToAdd, tagsToDelete } = change;
  const named = (names: string[] | undefined): { tagName: string }[] | undefined => names?.map((tagName) => ({ tagName }));
  await graphql(`mutation UpdateArtifact($input: UpdateArtifactInput!) { updateArtifact(input: $input) { artifact { id } } }`, {
    input: { artifactID, description, tagsToAdd: named(tagsToAdd), tagsToDelete: named(tagsToDelete) },
  });
}

/** Where an alias stands. */
interface AliasPlace {
  readonly entity: string;
  readonly project: string;
  readonly collection: string;
}

const aliasInput = (artifactID: string, at: AliasPlace, alias: string): object => ({
  artifactID,
  aliases: [{ entityName: at.entity, projectName: at.project, artifactCollectionName: at.collection, alias }],
});

export async function addAlias(artifactID: string, at: AliasPlace, alias: string): Promise<void> {
  await graphql(`mutation AddAlias($input: AddAliasesInput!) { addAliases(input: $input) { success } }`, { input: aliasInput(artifactID, at, alias) });
}

export async function removeAlias(artifactID: string, at: AliasPlace, alias: string): Promise<void> {
  await graphql(`mutation RemoveAlias($input: DeleteAliasesInput!) { deleteAliases(input: $input) { success } }`, { input: aliasInput(artifactID, at, alias) });
}

export async function deleteArtifact(artifactID: string): Promise<void> {
  await graphql(
    `mutation DeleteArtifact($artifactID: ID!) { deleteArtifact(input: { artifactID: $artifactID, deleteAliases: true }) { artifact { id } } }`,
    { artifactID },
  );
}

/** `wandb-job.json` of a version; its values are what a run had that used or made it. */
export async function fetchJobDocument(id: string, signal?: AbortSignal): Promise<Json> {
  const answer = await graphql<{ artifact: { files: Page<{ directUrl: string | null }> } | null }>(
    `query JobDocument($id: ID!) {
      artifact(id: $id) { files(names: ["wandb-job.json"], first: 1) { edges { node { directUrl } } pageInfo { endCursor hasNextPage } } }
    }`,
    { id },
    signal,
  );
  const address = ownAddress(nodesOf(answer.artifact?.files)[0]?.directUrl ?? null);
  if (!address) return {};
  const response = await fetch(address, { credentials: 'same-origin', ...(signal ? { signal } : {}) });
  return response.ok ? members(parseJson(await response.text())) : {};
}
