import { graphql } from './graphql';

const READ_ONLY = `
query ReadOnly($entity: String!, $project: String!) { project(name: $project, entityName: $entity) { readOnly } }`;

/** Whether the person may change what is in a project. */
export async function mayWrite(entity: string, project: string): Promise<boolean> {
  const answer = await graphql<{ project: { readOnly: boolean | null } | null }>(READ_ONLY, { entity, project });
  return answer.project?.readOnly === false;
}

const ACCESS = `
query Access($entity: String!, $project: String!) { project(name: $project, entityName: $entity) { access readOnly } }`;

/** Whether everybody may read a project, also without an account. */
export async function fetchAccess(at: { entity: string; project: string }, signal?: AbortSignal): Promise<{ isPublic: boolean; readOnly: boolean } | null> {
  const answer = await graphql<{ project: { access: string; readOnly: boolean | null } | null }>(ACCESS, at, signal);
  const { project } = answer;
  return project && { isPublic: project.access.startsWith('USER_'), readOnly: project.readOnly !== false };
}

/** Lets everybody read a project. */
export async function makePublic(entity: string, project: string): Promise<void> {
  const input = { entityName: entity, name: project, access: 'USER_READ' };
  await graphql('mutation MakePublic($input: UpsertModelInput!) { upsertModel(input: $input) { model { id } } }', { input });
}
