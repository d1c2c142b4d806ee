import { graphql, nodesOf, type Page } from './graphql';

export const sweepStates = ['PENDING', 'RUNNING', 'PAUSED', 'FINISHED', 'CANCELED', 'CRASHED', 'ERROR', 'FLAPPING'] as const;
export type SweepState = (typeof sweepStates)[number];

/** A hyperparameter search, as lists show it. */
export interface SweepHead {
  readonly id: string;
  /** What people see of its id. */
  readonly name: string;
  readonly displayName: string | null;
  readonly state: SweepState;
  readonly method: string;
  readonly runCount: number;
  /** How many runs a grid has. */
  readonly runCountExpected: number | null;
  /** The best last value of its metric. */
  readonly bestLoss: number | null;
  readonly createdAt: string;
  readonly user: { readonly username: string } | null;
  /** In YAML. */
  readonly config: string;
}

export interface Sweep extends SweepHead {
  readonly description: string | null;
  readonly updatedAt: string | null;
  readonly isReadOnly: boolean;
}

export interface SweepPage {
  readonly sweeps: readonly SweepHead[];
  readonly total: number;
}

const HEAD = 'id name displayName state method runCount runCountExpected bestLoss createdAt user { username } config';

const SWEEPS = `
query Sweeps($entity: String!, $project: String!, $first: Int) {
  project(name: $project, entityName: $entity) {
    sweeps(first: $first) { edges { node { ${HEAD} } } pageInfo { endCursor hasNextPage } totalCount }
  }
}`;

/** The newest searches of a project; null when there is no such project for this person. */
export async function fetchSweeps(at: { entity: string; project: string; first: number }, signal: AbortSignal): Promise<SweepPage | null> {
  const answer = await graphql<{ project: { sweeps: Page<SweepHead> } | null }>(SWEEPS, at, signal);
  const page = answer.project?.sweeps;
  return page ? { sweeps: nodesOf(page), total: page.totalCount ?? 0 } : null;
}

const SWEEP = `
query Sweep($entity: String!, $project: String!, $sweep: String!) {
  project(name: $project, entityName: $entity) { readOnly sweep(sweepName: $sweep) { ${HEAD} description updatedAt } }
}`;

export async function fetchSweep(at: { entity: string; project: string; sweep: string }, signal: AbortSignal): Promise<Sweep | null> {
  type Answer = { project: { readOnly: boolean | null; sweep: Omit<Sweep, 'isReadOnly'> | null } | null };
  const { project } = await graphql<Answer>(SWEEP, at, signal);
  return project?.sweep ? { ...project.sweep, isReadOnly: project.readOnly !== false } : null;
}

const SET_STATE = `
mutation SetSweepState($id: ID!, $state: String!) { upsertSweep(input: { id: $id, state: $state }) { sweep { id } } }`;

export async function setSweepState(id: string, state: SweepState): Promise<void> {
  await graphql(SET_STATE, { id, state });
}
