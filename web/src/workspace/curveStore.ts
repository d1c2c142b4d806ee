import { onScopeDispose, shallowRef, watch, type ReadRef } from 'vue';
import { isAbort } from '../api/http';
import { members, type Json } from '../api/json';
import { fetchSeries } from '../api/series';
import { appended, curveID, type Curve, type Point } from '../chart/curve';
import type { Range } from '../chart/model';
import type { LiveEvent } from '../live/LiveFeed';
import type { PanelContext } from './panelContext';
import { whenLeft } from './whenLeft';

/** What a panel wants to show just now; null while it is off screen. */
export interface Wanted {
  readonly keys: readonly string[];
  readonly runs: readonly string[];
  readonly x: string;
  readonly range: Range | null;
  readonly buckets: number;
  /** Names the state of the runs' data, where it does not change by itself. */
  readonly version?: string | null;
}

export interface CurveStore {
  /** By curveID. */
  readonly curves: ReadRef<ReadonlyMap<string, Curve>>;
  readonly isLoading: ReadRef<boolean>;
  readonly error: ReadRef<unknown>;
}

const REST_MS = 90;

/**
 * The curves of one panel: fetched when it comes on screen or asks for something else, only for runs that are not
 * there yet, and kept up to date by what arrives live.
 */
export function curveStore(context: PanelContext, wanted: () => Wanted | null): CurveStore {
  const curves = shallowRef<ReadonlyMap<string, Curve>>(new Map());
  const isLoading = shallowRef(false);
  const error = shallowRef<unknown>(null);
  let shape = '';
  let stale = new Set<string>();
  let controller = new AbortController();
  const arrived = new Map<string, Point[]>();
  const liveEntries = new Map<string, number>();
  let frame = 0;
  let timer = 0;
  let lastRange = 'null';

  const shapeOf = (want: Wanted): string => JSON.stringify([want.keys, want.x, want.range, want.buckets]);

  async function load(): Promise<void> {
    const want = wanted();
    if (!want) return;
    const isOther = shapeOf(want) !== shape;
    const isThere = (run: string): boolean => want.keys.every((key) => curves.value.has(curveID(run, key)));
    const missing = want.runs.filter((run) => isOther || stale.has(run) || !isThere(run));
    controller.abort();
    isLoading.value = missing.length > 0;
    if (missing.length === 0) return;
    const mine = (controller = new AbortController());
    const { entity, project, stream } = context;
    const { keys, x, range, buckets } = want;
    // What is known to be stale must not come out of the browser's store.
    const version = missing.some((run) => stale.has(run)) ? null : want.version ?? null;
    const ask = { entity, project, stream, runs: missing, keys, x, range, buckets, version };
    try {
      const answer = await context.queue.run(() => fetchSeries(ask, mine.signal), mine.signal);
      if (mine.signal.aborted) return;
      const next = new Map(isOther ? [] : curves.value);
      for (const curve of answer) {
        const id = curveID(curve.run, curve.key);
        next.set(id, curve);
        stale.delete(curve.run);
        arrived.delete(id);
        liveEntries.delete(id);
      }
      shape = shapeOf(want);
      curves.value = next;
      error.value = null;
    } catch (problem) {
      if (mine.signal.aborted || isAbort(problem)) return;
      error.value = problem;
    }
    isLoading.value = false;
  }

  function receive(event: LiveEvent): void {
    if (event.kind === 'reset') {
      stale = event.run === null ? new Set([...curves.value.values()].map((curve) => curve.run)) : stale.add(event.run);
      void load();
    } else if (event.kind === 'rows' && event.stream === context.stream) {
      const want = wanted();
      if (!want) stale.add(event.run);
      else for (const key of want.keys) note(event.run, key, event.rows, want);
    }
  }

  function note(run: string, key: string, rows: readonly { [key: string]: Json }[], want: Wanted): void {
    const id = curveID(run, key);
    const curve = curves.value.get(id);
    if (!curve) return;
    const points = arrived.get(id) ?? [];
    for (const row of rows) {
      const y = valueAt(row, key);
      const x = xOf(row, want.x, curve);
      if (typeof y !== 'number' || typeof x !== 'number') continue;
      if (!want.range || (x >= want.range[0] && x <= want.range[1])) points.push({ x, y });
    }
    if (points.length === 0) return;
    arrived.set(id, points);
    if (frame === 0) frame = requestAnimationFrame(apply);
  }

  function apply(): void {
    frame = 0;
    const next = new Map(curves.value);
    const most = wanted()?.buckets ?? 0;
    for (const [id, points] of arrived) {
      const curve = next.get(id);
      if (!curve) continue;
      next.set(id, appended(curve, points));
      const entries = (liveEntries.get(id) ?? 0) + points.length;
      liveEntries.set(id, entries);
      // A curve that has gained as many single points as it has buckets is asked for anew, so that it never holds more.
      if (entries > most) stale.add(curve.run);
    }
    arrived.clear();
    curves.value = next;
    if (stale.size > 0) void load();
  }

  watch(() => {
    const want = wanted();
    return want && shapeOf(want) + want.runs.join(' ');
  }, () => {
    clearTimeout(timer);
    const want = wanted();
    const range = JSON.stringify(want?.range ?? null);
    const isMoving = range !== lastRange && curves.value.size > 0;
    lastRange = range;
    // While somebody drags or turns the wheel, what is there is drawn; where they rest is asked for.
    if (isMoving) timer = window.setTimeout(() => void load(), REST_MS);
    else void load();
  }, { immediate: true }); // prettier-ignore
  whenLeft(() => wanted() === null, () => (curves.value = new Map()));
  const stop = context.live.listen(receive);
  onScopeDispose(() => {
    stop();
    clearTimeout(timer);
    controller.abort();
    cancelAnimationFrame(frame);
  });
  return { curves, isLoading, error };
}

/** A value of a row by its dotted name; a literal dot goes before nesting. */
export function valueAt(row: { [key: string]: Json }, key: string): Json | undefined {
  if (key in row) return row[key];
  const dot = key.indexOf('.');
  return dot < 0 ? undefined : valueAt(members(row[key.slice(0, dot)]), key.slice(dot + 1));
}

function xOf(row: { [key: string]: Json }, x: string, { clock = 0 }: Curve): Json | undefined {
  if (x === 'step') return row['_step'];
  if (x === 'relative') return typeof row['_runtime'] === 'number' ? row['_runtime'] + clock : undefined;
  return x === 'wall' ? row['_timestamp'] : valueAt(row, x.slice('metric:'.length));
}
