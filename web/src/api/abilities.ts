import { graphql } from './graphql';

/** Types of the server's schema that have grown over time. */
const types = ['Query', 'Mutation', 'Run', 'User', 'ApiKey'] as const;
export type GrowingType = typeof types[number];

let known: Promise<ReadonlySet<string>> | null = null;

async function fetchAbilities(): Promise<ReadonlySet<string>> {
  const fields = types.map((name) => `${name}: __type(name: "${name}") { fields { name } }`).join('\n');
  const answer = await graphql<{ [name in GrowingType]: { fields: { name: string }[] } | null }>(`query Abilities { ${fields} }`);
  return new Set(types.flatMap((type) => (answer[type]?.fields ?? []).map((field) => `${type}.${field.name}`)));
}

/** Whether the server has a field; it is asked once. An older server than these pages then shows less. */
export async function serverHas(type: GrowingType, field: string): Promise<boolean> {
  known ??= fetchAbilities();
  known.catch(() => (known = null));
  return (await known).has(`${type}.${field}`);
}
