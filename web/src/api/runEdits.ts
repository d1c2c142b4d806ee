import { graphql } from './graphql';

/** What people change of a run. */
export interface RunEdit {
  readonly displayName?: string;
  readonly notes?: string;
  readonly tags?: readonly string[];
  readonly groupName?: string;
}

/** So many changes go to the server in one request. */
const AT_ONCE = 50;

/** Changes runs by their global ids. */
export async function editRuns(edits: readonly (readonly [string, RunEdit])[], onProgress?: (done: number) => void): Promise<void> {
  const inputs = edits.map(([id, edit]) => ({ id, ...edit }));
  await inBatches('upsertBucket', 'UpsertBucketInput', '{ bucket { id } }', inputs, onProgress);
}

export async function deleteRuns(ids: readonly string[], onProgress?: (done: number) => void): Promise<void> {
  await inBatches('deleteRun', 'DeleteRunInput', '{ success }', ids.map((id) => ({ id })), onProgress);
}

/** Deletes runs although the page is being left. */
export function deleteRunsOnLeaving(ids: readonly string[]): void {
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const inputs = ids.slice(start, start + AT_ONCE).map((id) => ({ id }));
    const body = JSON.stringify({ query: batch('deleteRun', 'DeleteRunInput', '{ success }', inputs.length), variables: variablesOf(inputs) });
    void fetch('/graphql', { method: 'POST', credentials: 'same-origin', keepalive: true, headers: { 'Content-Type': 'application/json' }, body });
  }
}

const STOP = `mutation Stop($id: ID!) { stopRun(input: { id: $id }) { success } }`;

/** Asks a run to stop; its client does when it next looks. */
export async function stopRun(id: string): Promise<void> {
  await graphql(STOP, { id });
}

const MOVE = `
mutation MoveRuns($ids: [ID!]!, $entity: String!, $project: String!) {
  moveRuns(input: { ids: $ids, entityName: $entity, projectName: $project }) { success }
}`;

/** Takes runs to another project, which is made when there is none. */
export async function moveRuns(ids: readonly string[], entity: string, project: string): Promise<void> {
  for (let start = 0; start < ids.length; start += 1000) await graphql(MOVE, { ids: ids.slice(start, start + 1000), entity, project });
}

async function inBatches(
  field: string, type: string, answer: string, inputs: readonly object[], onProgress: (done: number) => void = () => undefined,
): Promise<void> { // prettier-ignore
  for (let start = 0; start < inputs.length; start += AT_ONCE) {
    const some = inputs.slice(start, start + AT_ONCE);
    await graphql(batch(field, type, answer, some.length), variablesOf(some));
    onProgress(start + some.length);
  }
}

function batch(field: string, type: string, answer: string, count: number): string {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const parameters = numbers.map((index) => `$i${index}: ${type}!`).join(', ');
  return `mutation Batch(${parameters}) { ${numbers.map((index) => `m${index}: ${field}(input: $i${index}) ${answer}`).join(' ')} }`;
}

const variablesOf = (inputs: readonly object[]): Record<string, unknown> =>
  Object.fromEntries(inputs.map((input, index) => [`i${index}`, input]));
