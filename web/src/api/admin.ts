import { serverHas } from './abilities';
import { administer } from './account';
import { graphql, nodesOf, type Page } from './graphql';
import { send } from './http';

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
  if (!(await serverHas('Query', 'allProjects'))) return (await fetchEntities(signal)).sort((a, b) => b.bytes - a.bytes);
  const answer = await graphql<{ allProjects: Page<{ name: string; entityName: string; runCount: number; storageBytes: number | string }> }>(
    `query AllProjects {
      allProjects(first: 500, order: "-storage") {
        edges { node { name entityName runCount storageBytes } } pageInfo { endCursor hasNextPage }
      }
    }`,
    {},
    signal,
  );
  return nodesOf(answer.allProjects).map((one) => ({ entity: one.entityName, project: one.name, bytes: Number(one.storageBytes), runs: one.runCount }));
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
  readonly startedAt: string;
  readonly dataBytes: number | string;
  readonly freeBytes: number | string;
  readonly users: number;
  readonly projects: number;
  readonly runs: number;
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
    ? (await graphql<{ serverStatus: ServerStatus }>(`query ServerStatus { serverStatus { version startedAt dataBytes freeBytes users projects runs } }`, {}, signal)).serverStatus
    : null;
  return { isReady: ready, status, version: status?.version ?? info.serverInfo.latestLocalVersionInfo?.versionOnThisInstanceString ?? null, measures: sumsOf(metrics) };
}

/** Adds up the samples of each name in a Prometheus text; buckets of histograms are left out. */
export function sumsOf(text: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const line of text.split('\n')) {
    const match = /^([a-zA-Z_:][\w:]*)(\{.*\})?\s+(\S+)/.exec(line);
    const [name, value] = [match?.[1], Number(match?.[3])];
    if (!name || name.endsWith('_bucket') || !Number.isFinite(value)) continue;
    sums.set(name, (sums.get(name) ?? 0) + value);
  }
  return sums;
}
