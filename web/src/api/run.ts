import { graphql, nodesOf, type Page } from './graphql';
import { members } from './json';
import { configOf, publicOf, readDocument, type Values } from './runDocuments';
import { runHead, type RunHead, type RunHeadAnswer } from './runHead';

/** All that a run's page tells about it. */
export interface RunDetails extends RunHead {
  readonly stopped: boolean;
  readonly readOnly: boolean;
  readonly historyLineCount: number;
  readonly config: Values;
  readonly summary: Values;
  readonly info: RunInfo | null;
  readonly launch: RunLaunch | null;
}

/** Where a run came from that was launched through a queue. */
export interface RunLaunch {
  readonly itemId: string;
  readonly queueName: string;
  readonly queueEntity: string;
  readonly agentName: string | null;
  readonly job: string | null;
  readonly parentRunId: string | null;
  readonly attempt: number;
}

/** What the client told about the machine and the program. */
export interface RunInfo {
  readonly args: readonly string[] | null;
  readonly program: string | null;
  readonly python: string | null;
  readonly os: string | null;
  readonly cpuCount: number | null;
  readonly gpu: string | null;
  readonly gpuCount: number | null;
  readonly git: { readonly commit: string | null; readonly remote: string | null } | null;
}

const RUN = `
query Run($entity: String!, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      ${runHead} stopped readOnly historyLineCount config summaryMetrics
      launch { itemId queueName queueEntity agentName job parentRunId attempt }
      runInfo { args program python os cpuCount gpu gpuCount git { commit remote } }
    }
  }
}`;

type Answer = RunHeadAnswer & Omit<RunDetails, keyof RunHead | 'config' | 'summary' | 'info'> & {
  config: string | null;
  summaryMetrics: string | null;
  runInfo: RunInfo | null;
};

/** A run, or null when there is none for this person. */
export async function fetchRun(
  at: { entity: string; project: string; run: string }, signal?: AbortSignal,
): Promise<RunDetails | null> { // prettier-ignore
  const answer = await graphql<{ project: { run: Answer | null } | null }>(RUN, at, signal);
  const run = answer.project?.run;
  if (!run) return null;
  const { config, summaryMetrics, runInfo, ...rest } = run;
  return {
    ...rest,
    tags: run.tags ?? [],
    config: publicOf(configOf(readDocument(config))),
    summary: publicOf(members(readDocument(summaryMetrics))),
    info: runInfo,
  };
}

const PULSE = `
query RunPulse($entity: String!, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) { run(name: $run) { state heartbeatAt } }
}`;

/** Whether a run goes on, and its last sign of life. */
export async function fetchPulse(at: { entity: string; project: string; run: string }): Promise<Pick<RunHead, 'state' | 'heartbeatAt'> | null> {
  const answer = await graphql<{ project: { run: Pick<RunHead, 'state' | 'heartbeatAt'> | null } | null }>(PULSE, at);
  return answer.project?.run ?? null;
}

/** What a run's program wanted people to know. */
export interface RunAlert {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly severity: string;
  readonly createdAt: string;
}

const ALERTS = `
query Alerts($entity: String!, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) { run(name: $run) { alerts { id title text severity createdAt } } }
}`;

export async function fetchAlerts(at: { entity: string; project: string; run: string }, signal?: AbortSignal): Promise<RunAlert[]> {
  const answer = await graphql<{ project: { run: { alerts: RunAlert[] } | null } | null }>(ALERTS, at, signal);
  return answer.project?.run?.alerts ?? [];
}

export interface LogLine {
  readonly number: number;
  readonly timestamp: string | null;
  readonly level: string | null;
  readonly line: string;
}

const LINES = `
query Lines($entity: String!, $project: String!, $run: String!, $first: Int, $after: String, $last: Int, $before: String) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      logLines(first: $first, after: $after, last: $last, before: $before) {
        edges { node { number timestamp level line } }
        pageInfo { endCursor hasNextPage }
        totalCount
      }
    }
  }
}`;

export interface LinePage {
  readonly lines: readonly LogLine[];
  readonly total: number;
}

/** Console lines: the last ones (before a number), or the first ones after a number. */
export async function fetchLines(
  at: { entity: string; project: string; run: string },
  which: { last: number; before?: string } | { first: number; after: string },
  signal?: AbortSignal,
): Promise<LinePage> {
  const answer = await graphql<{ project: { run: { logLines: Page<LogLine> } | null } | null }>(LINES, { ...at, ...which }, signal);
  const page = answer.project?.run?.logLines;
  return { lines: nodesOf(page), total: page?.totalCount ?? 0 };
}

export interface RunFile {
  readonly name: string;
  readonly sizeBytes: number | string;
  readonly mimetype: string | null;
  readonly updatedAt: string | null;
}

const FILES = `
query Files($entity: String!, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      files(first: 10000) { edges { node { name sizeBytes mimetype updatedAt } } pageInfo { endCursor hasNextPage } }
    }
  }
}`;

export async function fetchFiles(at: { entity: string; project: string; run: string }, signal: AbortSignal): Promise<RunFile[]> {
  const answer = await graphql<{ project: { run: { files: Page<RunFile> } | null } | null }>(FILES, at, signal);
  return nodesOf(answer.project?.run?.files).sort((a, b) => a.name.localeCompare(b.name));
}
