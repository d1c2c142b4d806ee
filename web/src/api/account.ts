import { send } from './http';
import { graphql, nodesOf, type Page } from './graphql';
import { members, parseJson } from './json';

/** The signed-in person, as their settings show them. */
export interface Profile {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly email: string | null;
  readonly admin: boolean;
  readonly entity: string;
  readonly savesCode: boolean;
  readonly hasPassword: boolean;
  readonly teams: readonly string[];
}

export async function fetchProfile(_: unknown, signal?: AbortSignal): Promise<Profile | null> {
  type Answer = Omit<Profile, 'savesCode' | 'teams' | 'hasPassword'> & { hasPassword: boolean | null; flags: string | null; teams: Page<{ name: string; isTeam: boolean }> };
  const { viewer } = await graphql<{ viewer: Answer | null }>(
    `query Profile { viewer { id username name email admin entity hasPassword flags teams { edges { node { name isTeam } } pageInfo { endCursor hasNextPage } } } }`,
    {},
    signal,
  );
  if (!viewer) return null;
  const { flags, teams, ...rest } = viewer;
  return {
    ...rest,
    hasPassword: viewer.hasPassword === true,
    savesCode: members(parseJson(flags ?? '{}'))['code_saving_enabled'] === true,
    teams: nodesOf(teams).filter((team) => team.isTeam).map((team) => team.name),
  };
}

export interface ProfileChange {
  readonly name?: string;
  readonly email?: string;
  readonly codeSavingEnabled?: boolean;
  readonly defaultEntity?: string;
  readonly currentPassword?: string;
  readonly password?: string;
}

/** Changes what is named of the signed-in person. */
export async function updateProfile(input: ProfileChange): Promise<void> {
  await graphql(`mutation UpdateViewer($input: UpdateViewerInput!) { updateViewer(input: $input) { viewer { id } } }`, { input });
}

/** Where the person is signed in. */
export interface WebSession {
  readonly id: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly isCurrent: boolean;
}

export async function fetchSessions(_: unknown, signal?: AbortSignal): Promise<WebSession[]> {
  const answer = await graphql<{ viewer: { sessions: WebSession[] } | null }>(
    `query Sessions { viewer { sessions { id createdAt expiresAt isCurrent } } }`,
    {},
    signal,
  );
  return answer.viewer?.sessions ?? [];
}

export async function endSession(id: string): Promise<void> {
  await graphql(`mutation DeleteSession($id: ID!) { deleteSession(input: { id: $id }) { success } }`, { id });
}

export async function endOtherSessions(): Promise<void> {
  await graphql(`mutation DeleteOtherSessions { deleteOtherSessions(input: {}) { success } }`);
}

/** A table that an administrative command answers, each row by the names of its columns. */
export type Row = { readonly [column: string]: string };

/** Performs an administrative command, as the `roost` command does from afar. */
export async function administer(command: { readonly [name: string]: object }, signal?: AbortSignal): Promise<Row[]> {
  const response = await send('/api/v1/admin', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(command), ...(signal ? { signal } : {}),
  }); // prettier-ignore
  const { columns, rows } = (await response.json()) as { columns: string[]; rows: string[][] };
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? ''])));
}

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly email: string | null;
  readonly role: string;
  readonly accountType: string;
}

export interface Team {
  readonly name: string;
  readonly members: readonly Member[];
  readonly storageBytes: number;
}

/** A team that the person belongs to, or any for an administrator; null when there is none. */
export async function fetchTeam(name: string, signal?: AbortSignal): Promise<Team | null> {
  type Answer = { name: string; isTeam: boolean; members: Member[]; storageBytes: number | string };
  const { entity } = await graphql<{ entity: Answer | null }>(
    `query Team($name: String!) {
      entity(name: $name) { name isTeam storageBytes members { id name username email role accountType } }
    }`,
    { name },
    signal,
  );
  if (!entity?.isTeam) return null;
  return { name: entity.name, members: entity.members, storageBytes: Number(entity.storageBytes) };
}

export async function addMember(entityName: string, who: string, admin: boolean): Promise<void> {
  const input = who.includes('@') ? { entityName, email: who, admin } : { entityName, username: who, admin };
  await graphql(`mutation Invite($input: CreateInviteInput!) { createInvite(input: $input) { invite { id } } }`, { input });
}

export async function removeMember(entityName: string, id: string): Promise<void> {
  await graphql(`mutation Uninvite($input: DeleteInviteInput!) { deleteInvite(input: $input) { success } }`, { input: { entityName, id } });
}

export async function setRole(entityName: string, username: string, role: string): Promise<void> {
  await graphql(`mutation UpdateMember($input: UpdateMemberInput!) { updateMember(input: $input) { success } }`, { input: { entityName, username, role } });
}

export async function addServiceAccount(entityName: string, description: string): Promise<string> {
  const answer = await graphql<{ createServiceAccount: { user: { username: string } } }>(
    `mutation AddService($input: CreateServiceAccountInput!) { createServiceAccount(input: $input) { user { username } } }`,
    { input: { entityName, description } },
  );
  return answer.createServiceAccount.user.username;
}

/** A new key of a service account, whole. */
export async function makeServiceKey(entityName: string, username: string): Promise<string> {
  const answer = await graphql<{ generateServiceAccountKey: { apiKey: { name: string } } }>(
    `mutation ServiceKey($input: GenerateServiceAccountKeyInput!) { generateServiceAccountKey(input: $input) { apiKey { name } } }`,
    { input: { entityName, username, description: 'web' } },
  );
  return answer.generateServiceAccountKey.apiKey.name;
}
