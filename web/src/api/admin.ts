import { serverHas } from './abilities';
import { administer } from './account';
import { graphql } from './graphql';
import { send } from './http';
import { sumsOf } from './prometheus';

/** How much something keeps on disk. */
export interface Holding {
  readonly entity: string;
  readonly project: string | null;
  readonly bytes: number;
  readonly runs: number | null;
}

const BATCH = 40;

/** What every project keeps, the largest first; by entity where the server does not tell of projects. */
export async function fetchHoldings(_: unknown, signal?: AbortSignal): Promise<Holding[]> {
  if (!(await serverHas('Query', 'largestProjects'))) return (await fetchEntities(signal)).sort((a, b) => b.bytes - a.bytes);
  const answer = await graphql<{ largestProjects: { entityName: string; projectName: string; runCount: number; bytes: number | string }[] }>(
    `query LargestProjects { largestProjects(first: 500) { entityName projectName runCount bytes } }`,
    {},
    signal,
  );
  return answer.largestProjects.map((one) => ({ entity: one.entityName, project: one.projectName, bytes: Number(one.bytes), runs: one.runCount }));
}

async function fetchEntities(signal?: AbortSignal): Promise<Holding[]> {
  const [users, teams] = await Promise.all([administer({ listUsers: {} }, signal), administer({ listTeams: {} }, signal)]);
  const names = [...users.map((row) => row['user'] ?? ''), ...teams.map((row) => row['team'] ?? row['name'] ?? '')].filter(Boolean);
  const holdings: Holding[] = [];
  for (let start = 0; start < names.length; start += BATCH) {
    const some = names.slice(start, start + BATCH);
    const fields = some.map((_, index) => `e${index}: entity(name: $n${index}) { storageBytes }`).join('\n');
    const parameters = some.map((_, index) => `$n${index}: String`).join(', ');
    const variables = Object.fromEntries(some.map((name, index) => [`n${index}`, name]));
    const answer = await graphql<Record<string, { storageBytes: number | string } | null>>(`query Storage(${parameters}) { ${fields} }`, variables, signal);
    some.forEach((entity, index) => holdings.push({ entity, project: null, bytes: Number(answer[`e${index}`]?.storageBytes ?? 0), runs: null }));
  }
  return holdings;
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
  readonly version: string | null;
  /** Null where the server does not tell. */
  readonly status: ServerStatus | null;
  /** Sums of what the server counts of itself, by name. */
  readonly measures: ReadonlyMap<string, number>;
}

export async function fetchHealth(_: unknown, signal?: AbortSignal): Promise<Health> {
  const init = signal ? { signal } : {};
  const [ready, metrics, info] = await Promise.all([
    fetch('/readyz', init).then((response) => response.ok),
    send('/metrics', init).then((response) => response.text()),
    graphql<{ serverInfo: { latestLocalVersionInfo: { versionOnThisInstanceString: string } | null } }>(
      `query Version { serverInfo { latestLocalVersionInfo { versionOnThisInstanceString } } }`,
      {},
      signal,
    ),
  ]);
  const status = (await serverHas('Query', 'serverStatus'))
    ? (await graphql<{ serverStatus: ServerStatus }>(`query ServerStatus { serverStatus { version userCount catalogBytes historyBytes fileBytes freeBytes } }`, {}, signal)).serverStatus
    : null;
  return { isReady: ready, status, version: status?.version ?? info.serverInfo.latestLocalVersionInfo?.versionOnThisInstanceString ?? null, measures: sumsOf(metrics) };
}
