import { graphql } from './graphql';
import { send } from './http';
import { sumsOf } from './prometheus';

/** How much something keeps on disk. */
export interface Holding {
  readonly entity: string;
  readonly project: string;
  readonly bytes: number;
  readonly runs: number;
}

/** What every project keeps, the largest first. */
export async function fetchHoldings(_: unknown, signal?: AbortSignal): Promise<Holding[]> {
  const answer = await graphql<{ largestProjects: { entityName: string; projectName: string; runCount: number; bytes: number | string }[] }>(
    `query LargestProjects { largestProjects(first: 500) { entityName projectName runCount bytes } }`,
    {},
    signal,
  );
  return answer.largestProjects.map((one) => ({ entity: one.entityName, project: one.projectName, bytes: Number(one.bytes), runs: one.runCount }));
}

/** What a server says of itself. */
export interface ServerStatus {
  readonly version: string;
  readonly userCount: number;
  readonly catalogBytes: number | string;
  readonly historyBytes: number | string;
  readonly fileBytes: number | string;
  readonly freeBytes: number | string | null;
}

export interface Health {
  readonly isReady: boolean;
  readonly status: ServerStatus;
  /** Sums of what the server counts of itself, by name. */
  readonly measures: ReadonlyMap<string, number>;
}

export async function fetchHealth(_: unknown, signal?: AbortSignal): Promise<Health> {
  const init = signal ? { signal } : {};
  const [isReady, metrics, { serverStatus }] = await Promise.all([
    fetch('/readyz', init).then((response) => response.ok),
    send('/metrics', init).then((response) => response.text()),
    graphql<{ serverStatus: ServerStatus }>(`query ServerStatus { serverStatus { version userCount catalogBytes historyBytes fileBytes freeBytes } }`, {}, signal),
  ]);
  return { isReady, status: serverStatus, measures: sumsOf(metrics) };
}
