import { graphql } from './graphql';

const READ_ONLY = `
query ReadOnly($entity: String!, $project: String!) { project(name: $project, entityName: $entity) { readOnly } }`;

/** Whether the person may change what is in a project. */
export async function mayWrite(entity: string, project: string): Promise<boolean> {
  const answer = await graphql<{ project: { readOnly: boolean | null } | null }>(READ_ONLY, { entity, project });
  return answer.project?.readOnly === false;
}
