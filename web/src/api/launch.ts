import { graphql, nodesOf, type Page } from './graphql';
import type { Json } from './json';
import { parseJson } from './json';

export type ItemStatus = 'waiting' | 'leased' | 'running' | 'finished' | 'failed' | 'cancelled';
export const itemStatuses: readonly ItemStatus[] = ['waiting', 'leased', 'running', 'finished', 'failed', 'cancelled'];
export const hasEnded = (status: ItemStatus): boolean => status === 'finished' || status === 'failed' || status === 'cancelled';

export type QueueState = 'ACTIVE' | 'PAUSED' | 'DRAINING';
export type Counts = { readonly [status in ItemStatus]: number };

/** What a list of queues shows of each. */
export interface QueueHead {
  readonly id: string;
  readonly name: string;
  readonly entityName: string;
  readonly projectName: string;
  readonly state: QueueState;
  readonly resource: string | null;
  readonly maxRunning: number | null;
  readonly prioritizationMode: string | null;
  readonly createdAt: string;
  readonly counts: Counts;
  readonly agents: readonly { readonly id: string; readonly isAlive: boolean }[];
}

export interface LaunchAgent {
  readonly id: string;
  readonly name: string | null;
  readonly hostname: string | null;
  readonly agentStatus: string | null;
  readonly stopPolling: boolean | null;
  readonly heartbeatAt: string | null;
  readonly createdAt: string;
  readonly isAlive: boolean;
  readonly version: string | null;
  readonly kind: string;
  readonly resources: readonly string[] | null;
  readonly maxJobs: number | null;
  readonly capacity: Json;
  readonly free: Json;
}

export interface TemplateVariable {
  readonly name: string;
  readonly schema: Json;
}

/** A queue with its settings. */
export interface Queue extends Omit<QueueHead, 'agents'> {
  readonly retry: Json;
  readonly agents: readonly LaunchAgent[];
  /** What it adds to its items. */
  readonly config: Json;
  readonly variables: readonly TemplateVariable[];
}

const COUNTS = 'counts { waiting leased running finished failed cancelled }';
const HEAD = `id name entityName projectName state resource maxRunning prioritizationMode createdAt ${COUNTS}`;
const AGENT =
  'id name hostname agentStatus stopPolling heartbeatAt createdAt isAlive version kind resources maxJobs capacity free';
const QUEUE = `${HEAD} retry agents { ${AGENT} } defaultResourceConfig { config templateVariables { name schema } }`;

/** Where queues live unless somebody says otherwise. */
export const QUEUE_PROJECT = 'model-registry';

/** The queues of an entity, and those of a project of its own. */
export async function fetchQueues(at: { entity: string; project: string }, signal?: AbortSignal): Promise<QueueHead[]> {
  interface Holder {
    launchQueues: QueueHead[];
  }
  const answer = await graphql<{ entity: Holder | null; project: Holder | null }>(
    `query Queues($entity: String!, $project: String!) {
      entity(name: $entity) { launchQueues { ${HEAD} agents { id isAlive } } }
      project(name: $project, entityName: $entity) { launchQueues { ${HEAD} agents { id isAlive } } }
    }`,
    at,
    signal,
  );
  const all = [...(answer.entity?.launchQueues ?? []), ...(answer.project?.launchQueues ?? [])];
  return all.filter((queue, index) => all.findIndex((other) => other.id === queue.id) === index);
}

interface QueueAnswer extends Omit<Queue, 'config' | 'variables'> {
  readonly defaultResourceConfig: { config: Json; templateVariables: { name: string; schema: string }[] | null } | null;
}

function queueOf({ defaultResourceConfig, ...rest }: QueueAnswer): Queue {
  const variables = (defaultResourceConfig?.templateVariables ?? []).map(({ name, schema }) => ({ name, schema: parseJson(schema) }));
  return { ...rest, config: defaultResourceConfig?.config ?? null, variables };
}

/** A queue by its name in a project, or else among those of the entity. */
export async function fetchQueue(
  at: { entity: string; project: string; queue: string }, signal?: AbortSignal,
): Promise<Queue | null> { // prettier-ignore
  interface Holder {
    runQueue: QueueAnswer | null;
  }
  const answer = await graphql<{ own: Holder | null; shared: Holder | null }>(
    `query Queue($entity: String!, $project: String!, $queue: String!) {
      own: project(name: $project, entityName: $entity) { runQueue(name: $queue) { ${QUEUE} } }
      shared: project(name: "${QUEUE_PROJECT}", entityName: $entity) { runQueue(name: $queue) { ${QUEUE} } }
    }`,
    at,
    signal,
  );
  const found = answer.own?.runQueue ?? answer.shared?.runQueue;
  return found ? queueOf(found) : null;
}

export async function fetchQueueById(id: string, signal?: AbortSignal): Promise<Queue | null> {
  const answer = await graphql<{ runQueue: QueueAnswer | null }>(`query QueueById($id: ID!) { runQueue(id: $id) { ${QUEUE} } }`, { id }, signal);
  return answer.runQueue && queueOf(answer.runQueue);
}

/** What a list of items shows of each. */
export interface ItemHead {
  readonly id: string;
  readonly status: ItemStatus;
  readonly reason: string | null;
  readonly error: string | null;
  readonly priority: number;
  readonly job: string | null;
  readonly author: string | null;
  readonly createdAt: string;
  readonly updatedAt: string | null;
  readonly associatedRunId: string | null;
  readonly entityName: string | null;
  readonly projectName: string | null;
  readonly cancelRequested: boolean;
}

export interface Attempt {
  readonly number: number;
  readonly agent: string | null;
  readonly state: string;
  readonly leasedAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly kind: string | null;
  readonly stage: string | null;
  readonly message: string | null;
  readonly exitCode: number | null;
  readonly node: string | null;
  readonly job: string | null;
  readonly logTail: string | null;
}

/** An item with everything that is known of it. */
export interface Item extends ItemHead {
  readonly resource: string | null;
  readonly needs: Json;
  readonly resumeCount: number;
  readonly runSpec: Json;
  readonly attempts: readonly Attempt[];
  readonly warnings: readonly { readonly stage: string; readonly message: string; readonly at: string }[];
  readonly queue: { readonly id: string; readonly name: string; readonly state: QueueState } | null;
}

const ITEM =
  'id status reason error priority job author createdAt updatedAt associatedRunId entityName projectName cancelRequested';

export interface ItemPage {
  readonly items: readonly ItemHead[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

/** A page of a queue's items, the newest first; those of some states, or of all. */
export async function fetchItems(
  which: { queue: string; states: readonly ItemStatus[]; first: number; after: string | null }, signal?: AbortSignal,
): Promise<ItemPage> { // prettier-ignore
  const answer = await graphql<{ runQueue: { runQueueItems: Page<ItemHead> } | null }>(
    `query Items($queue: ID!, $states: [String!], $first: Int, $after: String) {
      runQueue(id: $queue) {
        runQueueItems(first: $first, after: $after, states: $states) {
          edges { node { ${ITEM} } } pageInfo { endCursor hasNextPage }
        }
      }
    }`,
    { ...which },
    signal,
  );
  const page = answer.runQueue?.runQueueItems;
  return { items: nodesOf(page), endCursor: page?.pageInfo.endCursor ?? null, hasNextPage: page?.pageInfo.hasNextPage ?? false };
}

/** How many items of a queue ended in an hour. */
export interface QueueHour {
  readonly at: string;
  readonly finished: number;
  readonly failed: number;
}

/** How much a queue got done in each of the last hours, the oldest first. */
export async function fetchThroughput(ask: { queue: string; hours: number }, signal?: AbortSignal): Promise<QueueHour[]> {
  const answer = await graphql<{ runQueue: { throughput: QueueHour[] } | null }>(
    `query Throughput($queue: ID!, $hours: Int) { runQueue(id: $queue) { throughput(hours: $hours) { at finished failed } } }`,
    ask,
    signal,
  );
  return answer.runQueue?.throughput ?? [];
}

export async function fetchItem(id: string, signal?: AbortSignal): Promise<Item | null> {
  const answer = await graphql<{ runQueueItem: Item | null }>(
    `query Item($id: ID!) {
      runQueueItem(id: $id) {
        ${ITEM} resource needs resumeCount runSpec
        attempts { number agent state leasedAt startedAt endedAt kind stage message exitCode node job logTail }
        warnings { stage message at }
        queue { id name state }
      }
    }`,
    { id },
    signal,
  );
  return answer.runQueueItem;
}

/** Ends an item: at once when it has not begun, else through its agent. */
export async function cancelItem(itemId: string): Promise<void> {
  await graphql(`mutation Cancel($itemId: ID!) { cancelRunQueueItem(input: { itemId: $itemId }) { item { id } } }`, { itemId });
}

/** Puts an ended item back, or ends its wait after a failure. */
export async function retryItem(itemId: string): Promise<void> {
  await graphql(`mutation Retry($itemId: ID!) { retryRunQueueItem(input: { itemId: $itemId }) { item { id } } }`, { itemId });
}

export async function stopAgent(launchAgentId: string): Promise<void> {
  await graphql(`mutation StopAgent($launchAgentId: ID!) { stopLaunchAgent(input: { launchAgentId: $launchAgentId }) { success } }`, {
    launchAgentId,
  });
}

/** Changes a queue; what is not named stays. A limit of 0 is none. */
export async function updateQueue(
  queueId: string, change: { state?: QueueState; maxRunning?: number; retry?: string; prioritizationMode?: string; name?: string },
): Promise<void> { // prettier-ignore
  await graphql(`mutation UpdateQueue($input: UpdateRunQueueInput!) { updateRunQueue(input: $input) { runQueue { id } } }`, {
    input: { queueId, ...change },
  });
}

export interface QueueSettings {
  readonly entityName: string;
  readonly projectName: string;
  readonly queueName: string;
  readonly resourceType: string;
  readonly resourceConfig: string;
  readonly templateVariables: string;
  readonly prioritizationMode?: string;
  readonly maxRunning?: number;
  readonly retry?: string;
}

/** Makes a queue, or gives one that is there its settings. Throws what is wrong with them. */
export async function upsertQueue(input: QueueSettings): Promise<void> {
  const answer = await graphql<{ upsertRunQueue: { success: boolean; configSchemaValidationErrors: string[] | null } | null }>(
    `mutation UpsertQueue($input: UpsertRunQueueInput!) {
      upsertRunQueue(input: $input) { success configSchemaValidationErrors }
    }`,
    { input },
  );
  const faults = answer.upsertRunQueue?.configSchemaValidationErrors;
  if (faults && faults.length > 0) throw new Error(faults.join('\n'));
}

export async function deleteQueue(id: string): Promise<void> {
  await graphql(`mutation DeleteQueue($id: ID!) { deleteRunQueues(input: { queueIDs: [$id] }) { success } }`, { id });
}

/** Puts a job into a queue; answers the item's id. */
export async function pushToQueue(
  queueID: string, runSpec: Json, priority: number | null, values: { [name: string]: Json },
): Promise<string> { // prettier-ignore
  const answer = await graphql<{ pushToRunQueue: { runQueueItemId: string } | null }>(
    `mutation Push($input: PushToRunQueueInput!) { pushToRunQueue(input: $input) { runQueueItemId } }`,
    {
      input: {
        queueID,
        runSpec: JSON.stringify(runSpec),
        priority,
        ...(Object.keys(values).length > 0 ? { templateVariableValues: JSON.stringify(values) } : {}),
      },
    },
  );
  if (!answer.pushToRunQueue) throw new Error('The queue does not exist any more.');
  return answer.pushToRunQueue.runQueueItemId;
}
