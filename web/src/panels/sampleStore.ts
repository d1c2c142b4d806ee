import { onScopeDispose, shallowRef, watch, type ReadRef } from 'vue';
import { isAbort } from '../api/http';
import type { Json } from '../api/json';
import { fetchSamples, loggedRow, type LoggedRow } from '../api/samples';
import { valueAt } from '../workspace/curveStore';
import { whenLeft } from '../workspace/whenLeft';
import type { PanelContext } from '../workspace/panelContext';

export interface SampleStore {
  /** The values of the key of each run, in order of steps. */
  readonly values: ReadRef<ReadonlyMap<string, readonly Sample[]>>;
  readonly isLoading: ReadRef<boolean>;
  readonly error: ReadRef<unknown>;
}

/** One logged value. */
export interface Sample {
  readonly step: number;
  readonly value: Json;
}

/** What a panel wants to show just now; null while it is off screen. */
export interface WantedSamples {
  readonly key: string;
  readonly runs: readonly string[];
}

/**
 * Values that are no numbers (images, histograms, tables), no more than `samples` of each run: fetched when the panel
 * comes on screen, only for runs that are not there yet, and kept up to date by what arrives live.
 */
export function sampleStore(context: PanelContext, samples: number, wanted: () => WantedSamples | null): SampleStore {
  const values = shallowRef<ReadonlyMap<string, readonly Sample[]>>(new Map());
  const isLoading = shallowRef(false);
  const error = shallowRef<unknown>(null);
  let key = '';
  let controller = new AbortController();
  const stale = new Set<string>();

  const sampled = (row: LoggedRow): Sample[] => {
    const value = valueAt(row.values, key);
    return value === undefined || value === null ? [] : [{ step: row.step, value }];
  };

  async function load(): Promise<void> {
    const want = wanted();
    if (!want) return;
    if (want.key !== key) values.value = new Map();
    key = want.key;
    const missing = want.runs.filter((run) => stale.has(run) || !values.value.has(run));
    controller.abort();
    isLoading.value = missing.length > 0;
    if (missing.length === 0) return;
    const mine = (controller = new AbortController());
    const { entity, project } = context;
    const ask = { entity, project, runs: missing, keys: [key], samples };
    try {
      const found = await context.queue.run(() => fetchSamples(ask, mine.signal), mine.signal);
      if (mine.signal.aborted) return;
      const next = new Map(values.value);
      for (const [run, rows] of found) {
        next.set(run, rows.flatMap(sampled));
        stale.delete(run);
      }
      values.value = next;
      error.value = null;
    } catch (problem) {
      if (mine.signal.aborted || isAbort(problem)) return;
      error.value = problem;
    }
    isLoading.value = false;
  }

  const stop = context.live.listen((event) => {
    if (event.kind === 'reset') {
      for (const run of event.run === null ? values.value.keys() : [event.run]) stale.add(run);
      void load();
    } else if (event.kind === 'rows' && event.stream === context.stream && values.value.has(event.run)) {
      if (!wanted()) return void stale.add(event.run);
      const fresh = event.rows.flatMap((values) => {
        const row = loggedRow({ ...values });
        return row ? sampled(row) : [];
      });
      if (fresh.length > 0) values.value = new Map(values.value).set(event.run, merged(values.value.get(event.run) ?? [], fresh));
    }
  });
  watch(() => {
    const want = wanted();
    return want && [want.key, ...want.runs].join('\n');
  }, () => void load(), { immediate: true }); // prettier-ignore
  whenLeft(() => wanted() === null, () => (values.value = new Map()));
  onScopeDispose(() => {
    stop();
    controller.abort();
  });
  return { values, isLoading, error };
}

/** Both lists in order of steps; of one step the later value counts. */
export function merged(known: readonly Sample[], fresh: readonly Sample[]): Sample[] {
  const byStep = new Map([...known, ...fresh].map((sample) => [sample.step, sample]));
  return [...byStep.values()].sort((a, b) => a.step - b.step);
}
