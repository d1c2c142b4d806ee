import { queryOf } from '../api/http';
import type { Stream } from '../api/series';
import { pathTo, type Place } from '../app/router';
import { panelFrom, type PanelSpec } from '../panels/model';

/** What an embedded panel shows: the panel, and its runs where they are named; else those that the query of a workspace chooses. */
export interface Embedding {
  readonly panel: PanelSpec;
  readonly runs: readonly string[];
  readonly stream: Stream;
}

/** How the panel of an embedding is known on its page. */
const ID = 'embedded';
const MOST_RUNS = 100;

/** What of a page's address says nothing about a single panel. */
const ofPage = ['board', 'panels', 'view', 'panel', 'key', 'title', 'option', 'run', 'stream', 'theme'];

/** The page that shows one panel and nothing else, as it stands on the page at a place. */
export function embedAddress(
  at: { entity: string; project: string; stream: Stream }, spec: PanelSpec, runs: readonly string[], page: Place,
): string { // prettier-ignore
  const kept = new URLSearchParams(page.query);
  for (const name of ofPage) kept.delete(name);
  const [, , kind, name] = page.path;
  const isWorkspace = kind === undefined || kind === 'workspace' || (kind === 'runs' && name === undefined);
  const own = queryOf({
    panel: spec.kind,
    key: spec.keys,
    title: spec.title || undefined,
    option: Object.entries(spec.options).flatMap(([option, value]) => (value === '' ? [] : [`${option}:${value}`])),
    run: isWorkspace ? [] : runs.slice(0, MOST_RUNS),
    stream: at.stream === 'metrics' ? undefined : at.stream,
  });
  const rest = queryOf(Object.fromEntries(kept));
  return `${pathTo('embed', at.entity, at.project)}?${own}${rest && `&${rest}`}`;
}

/** Reads the address of an embedded panel; null when it names none. */
export function embeddingIn(query: URLSearchParams): Embedding | null {
  const options = Object.fromEntries(query.getAll('option').map((text) => {
    const colon = text.indexOf(':');
    return [text.slice(0, colon), text.slice(colon + 1)];
  })); // prettier-ignore
  const panel = panelFrom({ id: ID, kind: query.get('panel'), title: query.get('title'), keys: query.getAll('key'), options });
  return panel && { panel, runs: query.getAll('run').slice(0, MOST_RUNS), stream: query.get('stream') === 'system' ? 'system' : 'metrics' };
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

/** The line that shows a panel on another page. */
export const frameLine = (address: string, title: string): string =>
  `<iframe src="${escaped(address)}" title="${escaped(title)}" width="640" height="360" style="border: 0" loading="lazy"></iframe>`;
