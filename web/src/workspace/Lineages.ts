import { onScopeDispose, shallowRef, type ReadRef } from 'vue';
import { isAbort } from '../api/http';
import { fetchLineage, type RunLineage } from '../api/lineage';
import type { RequestQueue } from '../api/queue';
import { fetchSeries, type Stream } from '../api/series';
import type { LiveFeed } from '../live/LiveFeed';

const AT_ONCE = 100;
/** Curves come first. */
const URGENCY = -1;

/** Forks and rewinds of the runs of a page: asked for when a chart first draws them, and again when a run is rewound. */
export class Lineages {
  private readonly found = shallowRef<ReadonlyMap<string, RunLineage>>(new Map());
  private readonly places = shallowRef<ReadonlyMap<string, number>>(new Map());
  private readonly names = new Map<string, string>();
  private readonly asked = new Set<string>();
  private readonly controller = new AbortController();

  constructor(
    private readonly at: { entity: string; project: string; stream: Stream },
    private readonly queue: RequestQueue,
    live: LiveFeed,
  ) {
    const stop = live.listen((event) => {
      if (event.kind !== 'reset' || event.run === null || !this.asked.delete(event.run)) return;
      this.want([event.run]);
    });
    onScopeDispose(() => {
      stop();
      this.controller.abort();
    });
  }

  get all(): ReadRef<ReadonlyMap<string, RunLineage>> {
    return this.found;
  }

  /** Asks for that of some runs; of their origins, for the sake of their names, too. */
  want(runs: readonly string[], isForNames = false): void {
    if (this.at.stream !== 'metrics') return;
    const missing = runs.filter((run) => !this.asked.has(run));
    for (let start = 0; start < missing.length; start += AT_ONCE) void this.load(missing.slice(start, start + AT_ONCE), isForNames);
  }

  private async load(runs: readonly string[], isForNames: boolean): Promise<void> {
    for (const run of runs) this.asked.add(run);
    try {
      const list = await this.ask((signal) => fetchLineage({ ...this.at, runs }, signal));
      for (const { name, displayName } of list) this.names.set(name, displayName);
      // Runs without any leave the charts as they are, so that nothing is drawn twice.
      const some = list.filter(({ name, origin, rewinds, forks }) => isForNames || origin || rewinds.length + forks.length > 0 || this.found.value.has(name));
      if (some.length === 0) return;
      this.found.value = new Map([...this.found.value, ...some.map((one) => [one.name, one] as const)]);
      this.want(some.flatMap(({ origin }) => (origin ? [origin.run] : [])), true);
    } catch (problem) {
      // Charts are whole without it; the next run that comes into view asks again.
      if (!isAbort(problem)) for (const run of runs) this.asked.delete(run);
    }
  }

  /** What a run that was asked for is called; its id where that is not known yet. */
  nameOf(run: string): string {
    return this.names.get(run) ?? run;
  }

  /** Asks where the steps at which runs branched off lie on another axis. */
  wantPlaces(runs: readonly string[], x: string): void {
    const key = placeKey(x);
    if (!key) return;
    const byStep = new Map<number, string[]>();
    for (const run of runs) {
      for (const step of stepsOf(this.found.value.get(run))) {
        const id = placeID(run, step, x);
        if (this.asked.has(id)) continue;
        this.asked.add(id);
        byStep.set(step, [...(byStep.get(step) ?? []), run]);
      }
    }
    for (const [step, some] of byStep) void this.loadPlaces(some, step, x, key);
  }

  private async loadPlaces(runs: readonly string[], step: number, x: string, key: string): Promise<void> {
    const ask = { ...this.at, runs, keys: [key], x, range: null, lastStep: step, buckets: 1 };
    try {
      const curves = await this.ask((signal) => fetchSeries(ask, signal));
      const found = curves.flatMap((curve) => (curve.count > 0 ? [[placeID(curve.run, step, x), curve.xLast[0] as number] as const] : []));
      this.places.value = new Map([...this.places.value, ...found]);
    } catch (problem) {
      if (!isAbort(problem)) for (const run of runs) this.asked.delete(placeID(run, step, x));
    }
  }

  /** Where a step of a run lies on an axis; null where there is no one place, or it is not known yet. */
  place(run: string, step: number, x: string): number | null {
    return x === 'step' ? step : this.places.value.get(placeID(run, step, x)) ?? null;
  }

  private ask<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal } = this.controller;
    return this.queue.run(() => work(signal), signal, URGENCY);
  }
}

const placeID = (run: string, step: number, x: string): string => `${run}\n${step}\n${x}`;

/** The metric that an axis shows. */
function placeKey(x: string): string | null {
  if (x === 'relative') return '_runtime';
  if (x === 'wall') return '_timestamp';
  return x.startsWith('metric:') ? x.slice('metric:'.length) : null;
}

function stepsOf(lineage: RunLineage | undefined): number[] {
  if (!lineage) return [];
  const { origin, rewinds, forks } = lineage;
  return [...new Set([...(origin ? [origin.step] : []), ...rewinds.map((one) => one.step), ...forks.flatMap((one) => one.step ?? [])])];
}
