import { fetchJobDocument, fetchRunArtifacts, fetchVersion, fetchVersions } from '../api/artifacts';
import { members, type Json } from '../api/json';
import { fetchItem } from '../api/launch';
import { fetchRun } from '../api/run';
import { graphql } from '../api/graphql';
import { fieldName, fieldsOf, fieldsOfTypes, type ConfigField } from './configForm';

/** What a launch form starts from. */
export interface LaunchSource {
  /** ENTITY/PROJECT/NAME:VERSION */
  readonly job: string;
  readonly versions: readonly string[];
  readonly fields: readonly ConfigField[];
  /** The run whose values are shown. */
  readonly from: { readonly name: string; readonly displayName: string } | null;
  readonly queue: string | null;
  readonly priority: number | null;
  readonly args: string;
}

interface Asked {
  readonly entity: string;
  readonly project: string;
  readonly run: string;
  readonly job: string;
  readonly item: string;
}

/** The job that a run came from or became; null when it has none. */
export async function jobOfRun(at: { entity: string; project: string; run: string }, signal?: AbortSignal): Promise<string | null> {
  const launched = graphql<{ project: { run: { launch: { job: string | null } | null } | null } | null }>(
    `query RunJob($entity: String!, $project: String!, $run: String!) {
      project(name: $project, entityName: $entity) { run(name: $run) { launch { job } } }
    }`,
    at,
    signal,
  );
  const [answer, artifacts] = await Promise.all([launched, fetchRunArtifacts(at, signal)]);
  const known = answer.project?.run?.launch?.job;
  if (known) return known;
  const job = [...artifacts.made, ...artifacts.used].find((one) => one.type === 'job');
  return job ? `${job.entity}/${job.project}/${job.collection}:${job.version}` : null;
}

const byName = (a: ConfigField, b: ConfigField): number => fieldName(a).localeCompare(fieldName(b), undefined, { numeric: true });

/** Finds the job and the values to begin with, from a run, a job or an item; null when there is none of them. */
export async function fetchLaunchSource(asked: Asked, signal?: AbortSignal): Promise<LaunchSource | null> {
  const source = await find(asked, signal);
  return source && { ...source, fields: [...source.fields].sort(byName) };
}

async function find(asked: Asked, signal?: AbortSignal): Promise<LaunchSource | null> {
  const { entity, project } = asked;
  if (asked.item) {
    const item = await fetchItem(asked.item, signal);
    if (!item?.job) return null;
    const overrides = members(members(item.runSpec)['overrides']);
    const source = await ofJob(item.job, signal);
    const given = fieldsOf(overrides['run_config'] ?? null);
    const names = new Set(given.map((field) => JSON.stringify(field.path)));
    const rest = (source?.fields ?? []).filter((field) => !names.has(JSON.stringify(field.path)));
    const args = Array.isArray(overrides['args']) ? overrides['args'].map(String).join(' ') : '';
    return source && { ...source, fields: [...given, ...rest], queue: item.queue?.name ?? null, priority: item.priority, args };
  }
  if (asked.run) {
    const at = { entity, project, run: asked.run };
    const [run, job] = await Promise.all([fetchRun(at, signal), jobOfRun(at, signal)]);
    if (!run || !job) return null;
    const source = await ofJob(job, signal, false);
    return source && { ...source, fields: fieldsOf(run.config), from: { name: run.name, displayName: run.displayName } };
  }
  return asked.job ? ofJob(asked.job.includes('/') ? asked.job : `${entity}/${project}/${asked.job}`, signal) : null;
}

/** A job, with the values of the run that it was made from, or empty fields for the inputs that it names. */
async function ofJob(job: string, signal?: AbortSignal, wantsFields = true): Promise<LaunchSource | null> {
  const [entity = '', project = '', full = ''] = job.split('/');
  const colon = full.lastIndexOf(':');
  const [collection, version] = colon < 0 ? [full, 'latest'] : [full.slice(0, colon), full.slice(colon + 1)];
  const at = { entity, project, collection };
  const [list, found] = await Promise.all([fetchVersions({ ...at, first: 100 }, signal), fetchVersion({ ...at, version }, signal)]);
  if (!list || !found) return null;
  const source: LaunchSource = {
    job: `${entity}/${project}/${collection}:${found.version}`, versions: list.versions.map((one) => one.version), fields: [],
    from: null, queue: null, priority: null, args: '',
  }; // prettier-ignore
  if (!wantsFields) return source;
  const maker = found.maker ?? found.users[0];
  const run = maker && (await fetchRun({ entity: maker.entity, project: maker.project, run: maker.name }, signal));
  if (run && Object.keys(run.config).length > 0) {
    return { ...source, fields: fieldsOf(run.config), from: { name: run.name, displayName: run.displayName } };
  }
  const document: Json = await fetchJobDocument(found.id, signal);
  return { ...source, fields: fieldsOfTypes(members(document)['input_types'] ?? null) };
}
