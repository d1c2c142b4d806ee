import { graphql } from '../api/graphql';
import { configKey, fieldOf, pathOf, summaryKey } from './fields';

/** Where somebody finds out which config and summary values the runs of a project have. */
export interface FieldSource {
  /** The keys that contain a text, the closest first. */
  search(text: string, limit?: number): Promise<readonly string[]>;
}

const FIELDS = `
query RunFields($entity: String!, $project: String!, $search: String, $first: Int) {
  project(name: $project, entityName: $entity) { runFields(search: $search, first: $first) { key types } }
}`;

const sources = new Map<string, FieldSource>();

/** The fields of a project; what was found stays known for as long as the page is open. */
export function fieldSource(entity: string, project: string): FieldSource {
  const name = `${entity}/${project}`;
  let source = sources.get(name);
  if (!source) sources.set(name, (source = makeSource(entity, project)));
  return source;
}

function makeSource(entity: string, project: string): FieldSource {
  const answers = new Map<string, Promise<readonly string[]>>();

  async function askServer(search: string, first: number): Promise<readonly string[]> {
    type Field = { key: string; types: string[] };
    const answer = await graphql<{ project: { runFields: Field[] } | null }>(FIELDS, { entity, project, search, first: Math.ceil(first) });
    // What is of no type is a dictionary or a file, and no value.
    return (answer.project?.runFields ?? []).filter((field) => field.types.length > 0).map((field) => field.key);
  }

  async function ask(search: string, first: number): Promise<readonly string[]> {
    // Without a search both sections get their share, however many fields one of them has.
    if (search !== '') return askServer(search, first);
    const [summary, config] = await Promise.all([askServer(summaryKey(''), first / 2), askServer(configKey(''), first / 2)]);
    return [...config, ...summary].filter((key) => !pathOf(fieldOf(key)).startsWith('_'));
  }

  return {
    search: (text, limit = 200) => {
      const key = `${limit} ${text}`;
      let answer = answers.get(key);
      if (!answer) {
        answer = ask(text, limit);
        answers.set(key, answer);
        // Runs that start meanwhile bring new keys; what failed is asked anew.
        setTimeout(() => answers.delete(key), 15_000);
        answer.catch(() => answers.delete(key));
      }
      return answer;
    },
  };
}

/** Those that contain a text: exact ones and beginnings first. */
export function closest(keys: readonly string[], search: string): string[] {
  const wanted = search.trim().toLowerCase();
  if (!wanted) return [...keys];
  const rank = (key: string): number => {
    const path = key.slice(key.indexOf('.') + 1).toLowerCase();
    if (path === wanted || key.toLowerCase() === wanted) return 0;
    return path.startsWith(wanted) ? 1 : path.includes(wanted) || key.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return keys.map((key) => [rank(key), key] as const).filter(([one]) => one < 3).sort((a, b) => a[0] - b[0]).map(([, key]) => key);
}
