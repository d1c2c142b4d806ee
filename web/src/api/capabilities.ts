import { graphql } from './graphql';

/** What the server's schema has of the things that pages can do without. */
export interface Capabilities {
  readonly values: boolean;
  readonly offset: boolean;
  readonly fields: boolean;
  readonly groups: boolean;
  readonly views: boolean;
  readonly moves: boolean;
  /** Whether agents of searches can take part. */
  readonly sweepAgents: boolean;
}

const SCHEMA = `
query Capabilities {
  run: __type(name: "Run") { fields { name } }
  project: __type(name: "Project") { fields { name args { name } } }
  schema: __schema { mutationType { fields { name } } }
}`;

interface Named {
  name: string;
}
interface Answer {
  run: { fields: Named[] } | null;
  project: { fields: (Named & { args: Named[] })[] } | null;
  schema: { mutationType: { fields: Named[] } | null };
}

let known: Promise<Capabilities> | null = null;

/** Asked once for as long as the page is open. */
export function capabilities(): Promise<Capabilities> {
  known ??= ask();
  known.catch(() => (known = null));
  return known;
}

async function ask(): Promise<Capabilities> {
  const { run, project, schema } = await graphql<Answer>(SCHEMA);
  const has = (list: readonly Named[] | undefined, name: string): boolean => list?.some((one) => one.name === name) ?? false;
  const runs = project?.fields.find((field) => field.name === 'runs');
  const mutations = schema.mutationType?.fields;
  return {
    values: has(run?.fields, 'values'),
    offset: has(runs?.args, 'offset'),
    fields: has(project?.fields, 'runFields'),
    groups: has(project?.fields, 'runGroups'),
    views: has(mutations, 'upsertView') && has(mutations, 'deleteView'),
    moves: has(mutations, 'moveRuns'),
    sweepAgents: has(mutations, 'createAgent'),
  };
}
