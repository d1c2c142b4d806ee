import { onScopeDispose, shallowRef, type ReadRef } from 'vue';
import { fetchLines, type LogLine } from '../api/run';
import type { LiveFeed } from '../live/LiveFeed';

const PAGE = 1000;
/** A progress bar rewrites lines that are there already; so many of the last ones are read again. */
const REWRITTEN = 50;
const REFRESH_MS = 250;

/** The console of a run as far as it was read: the end first, earlier lines when asked for, and what comes after. */
export interface ConsoleStore {
  readonly lines: ReadRef<readonly LogLine[] | null>;
  readonly total: ReadRef<number>;
  readonly error: ReadRef<unknown>;
  readonly hasEarlier: () => boolean;
  loadEarlier(): Promise<void>;
  reload(): void;
}

export function consoleStore(at: { entity: string; project: string; run: string }, live: LiveFeed): ConsoleStore {
  const lines = shallowRef<readonly LogLine[] | null>(null);
  const total = shallowRef(0);
  const error = shallowRef<unknown>(null);
  let timer = 0;

  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      error.value = null;
    } catch (problem) {
      error.value = problem;
    }
  }

  const load = (): Promise<void> =>
    attempt(async () => {
      const page = await fetchLines(at, { last: PAGE });
      lines.value = page.lines;
      total.value = page.total;
    });

  const loadEarlier = (): Promise<void> =>
    attempt(async () => {
      const first = lines.value?.[0];
      if (!first) return;
      const page = await fetchLines(at, { last: PAGE, before: String(first.number) });
      lines.value = [...page.lines, ...(lines.value ?? [])];
    });

  const loadNew = (): Promise<void> =>
    attempt(async () => {
      const known = lines.value ?? [];
      const from = Math.max(known[0]?.number ?? 0, (known[known.length - 1]?.number ?? -1) + 1 - REWRITTEN);
      const page = await fetchLines(at, { first: 10_000, after: String(from - 1) });
      lines.value = [...known.filter((line) => line.number < from), ...page.lines];
      total.value = page.total;
    });

  const stop = live.listen((event) => {
    if (event.kind === 'run' || (event.stream !== null && event.stream !== 'console')) return;
    if (timer === 0 && lines.value) timer = window.setTimeout(() => ((timer = 0), void loadNew()), REFRESH_MS);
  });
  onScopeDispose(() => (stop(), clearTimeout(timer)));
  void load();
  return {
    lines,
    total,
    error,
    hasEarlier: () => (lines.value?.[0]?.number ?? 0) > 0,
    loadEarlier,
    reload: () => void load(),
  };
}
