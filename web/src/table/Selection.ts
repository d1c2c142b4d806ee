import { shallowRef, type ReadRef, type Ref } from 'vue';
import type { RunRow } from '../api/runRows';

/** The runs that somebody chose, by their names. */
export class Selection {
  private readonly chosen: Ref<ReadonlyMap<string, RunRow>> = shallowRef(new Map<string, RunRow>());
  private last: number | null = null;

  get runs(): ReadRef<ReadonlyMap<string, RunRow>> {
    return this.chosen;
  }

  has(run: RunRow): boolean {
    return this.chosen.value.has(run.name);
  }

  toggle(run: RunRow, index: number): void {
    const next = new Map(this.chosen.value);
    if (!next.delete(run.name)) next.set(run.name, run);
    this.chosen.value = next;
    this.last = index;
  }

  /** Chooses what stands between the last choice and this one. */
  extend(index: number, at: (index: number) => RunRow | undefined): void {
    const from = this.last ?? index;
    const added: RunRow[] = [];
    for (let one = Math.min(from, index); one <= Math.max(from, index); one += 1) {
      const run = at(one);
      if (run) added.push(run);
    }
    this.add(added);
    this.last = index;
  }

  add(runs: Iterable<RunRow>): void {
    const next = new Map(this.chosen.value);
    for (const run of runs) next.set(run.name, run);
    this.chosen.value = next;
  }

  /** Keeps what is known of a chosen run up to date. */
  patch(name: string, change: Partial<RunRow>): void {
    const run = this.chosen.value.get(name);
    if (run) this.add([{ ...run, ...change }]);
  }

  remove(runs: Iterable<RunRow>): void {
    const next = new Map(this.chosen.value);
    for (const run of runs) next.delete(run.name);
    this.chosen.value = next;
  }

  clear(): void {
    this.chosen.value = new Map();
    this.last = null;
  }
}
