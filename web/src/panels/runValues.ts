import { onScopeDispose, shallowRef, type ReadRef } from 'vue';
import { isAbort } from '../api/http';
import { members, type Json } from '../api/json';
import type { RequestQueue } from '../api/queue';
import { publicOf } from '../api/runDocuments';
import { fetchRunValues, type RunValue } from '../api/runValues';
import type { LiveFeed } from '../live/LiveFeed';

const AT_ONCE = 25;

/** Configs and summaries of the runs of a page: asked for when a panel first needs them, and kept up to date. */
export class RunValues {
  private readonly found = shallowRef<ReadonlyMap<string, RunValue>>(new Map());
  private readonly failure = shallowRef<unknown>(null);
  private readonly asked = new Set<string>();
  private readonly controller = new AbortController();

  constructor(
    private readonly at: { entity: string; project: string },
    private readonly queue: RequestQueue,
    live: LiveFeed,
  ) {
    const stop = live.listen((event) => {
      if (event.kind === 'run') this.note(event.run, event.state, event.summary);
    });
    onScopeDispose(() => {
      stop();
      this.controller.abort();
    });
  }

  get all(): ReadRef<ReadonlyMap<string, RunValue>> {
    return this.found;
  }
  get error(): ReadRef<unknown> {
    return this.failure;
  }

  /** Asks for those of some runs that are not there yet. */
  want(runs: readonly string[]): void {
    const missing = runs.filter((run) => !this.asked.has(run));
    for (let start = 0; start < missing.length; start += AT_ONCE) void this.load(missing.slice(start, start + AT_ONCE));
  }

  private async load(runs: readonly string[]): Promise<void> {
    for (const run of runs) this.asked.add(run);
    const { signal } = this.controller;
    try {
      const values = await this.queue.run(() => fetchRunValues({ ...this.at, runs }, signal), signal);
      const next = new Map(this.found.value);
      for (const value of values) next.set(value.name, value);
      this.found.value = next;
      this.failure.value = null;
    } catch (problem) {
      if (isAbort(problem)) return;
      for (const run of runs) this.asked.delete(run);
      this.failure.value = problem;
    }
  }

  private note(run: string, state: string, summary: Json): void {
    const known = this.found.value.get(run);
    if (!known) return;
    const next = summary === null ? known.summary : publicOf(members(summary));
    this.found.value = new Map(this.found.value).set(run, { ...known, state, summary: next });
  }
}

/** What stands under a name such as `config.model.width` or `summary.loss`; nested objects go by dots. */
export function valueOf(run: RunValue, name: string): Json | undefined {
  const dot = name.indexOf('.');
  const place = name.slice(0, dot);
  const rest = name.slice(dot + 1);
  if (place === 'config') return inside(run.config, rest);
  if (place === 'summary') return inside(run.summary, rest);
  return undefined;
}

/** A member by its dotted name; a literal dot goes before nesting. */
export function inside(values: { readonly [key: string]: Json }, name: string): Json | undefined {
  if (name in values) return values[name];
  for (let dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
    const inner = members(values[name.slice(0, dot)]);
    const found = inside(inner, name.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A number as it is, true and false as 1 and 0; of a metric's summary with several figures the last, mean, max or min. */
export function numberOf(value: Json | undefined): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const inner = members(value);
  for (const figure of ['last', 'mean', 'max', 'min']) if (typeof inner[figure] === 'number') return inner[figure] as number;
  return null;
}
