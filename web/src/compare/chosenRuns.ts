import { onScopeDispose } from 'vue';
import { members } from '../api/json';
import { RequestQueue } from '../api/queue';
import { fetchRun, type RunDetails } from '../api/run';
import { publicOf } from '../api/runDocuments';
import type { RunHead } from '../api/runHead';
import { fetchRows } from '../api/runRows';
import type { LiveFeed } from '../live/LiveFeed';
import { resource, type Resource } from '../ui/resource';

const SHOW_MS = 250;
const LOOK_MS = 5000;

/**
 * The runs that are compared, in full, in the order in which they were chosen. What comes out of running ones is followed,
 * and so is one that had ended and goes on; one that was deleted leaves.
 */
export function chosenRuns(at: { entity: string; project: string }, chosen: () => readonly string[], live: LiveFeed): Resource<RunDetails[]> {
  const queue = new RequestQueue(4);
  const known = new Map<string, RunDetails>();
  /** These changed after they were asked for. */
  const changed = new Set<string>();
  const found = resource(
    () => (chosen().length > 0 ? chosen() : null),
    async (names, signal) => {
      const asked = names.map(async (run) => {
        const old = known.get(run);
        if (old) return old;
        const details = await queue.run(() => (changed.delete(run), fetchRun({ ...at, run }, signal)), signal);
        if (details && !changed.has(run)) known.set(run, details);
        return details;
      });
      return (await Promise.all(asked)).filter((run): run is RunDetails => run !== null);
    },
  );

  let timer = 0;
  function showSoon(): void {
    if (timer !== 0) return;
    timer = window.setTimeout(() => {
      timer = 0;
      if (found.isLoading.value) showSoon();
      else found.reload();
    }, SHOW_MS);
  }
  function forget(runs: readonly string[]): void {
    for (const run of runs) (known.delete(run), changed.add(run));
  }
  live.listen((event) => {
    if (event.kind === 'rows') return;
    const old = event.run === null ? undefined : known.get(event.run);
    if (event.kind === 'run' && old && old.state === event.state) known.set(old.name, { ...old, summary: publicOf(members(event.summary)) });
    else forget(event.run === null ? chosen().filter((run) => !hasEnded(known.get(run))) : [event.run]);
    showSoon();
  });

  /** Only running runs tell of themselves: one question is asked about all the others. */
  async function look(): Promise<void> {
    const ended = [...known.values()].filter((run) => hasEnded(run) && chosen().includes(run.name));
    if (ended.length === 0) return;
    const filters = JSON.stringify({ name: { $in: ended.map((run) => run.name) } });
    const page = await fetchRows({ ...at, filters, order: '-created_at', keys: [] }, { first: ended.length, after: null }).catch(() => null);
    if (!page) return;
    const now = new Map(page.rows.map((run) => [run.name, pulseOf(run)]));
    const moved = ended.filter((run) => now.get(run.name) !== pulseOf(run));
    forget(moved.map((run) => run.name));
    if (moved.length > 0) showSoon();
  }
  const looking = setInterval(() => !document.hidden && void look(), LOOK_MS);
  onScopeDispose(() => (clearTimeout(timer), clearInterval(looking)));
  return found;
}

const hasEnded = (run: RunDetails | undefined): boolean => run !== undefined && run.state !== 'running';
const pulseOf = (run: RunHead): string => `${run.state} ${run.heartbeatAt} ${run.displayName}`;
