import type { RunRow } from '../api/runRows';

type Change = Partial<RunRow>;

/** What people changed of runs and the server has not taken yet. Answers that were asked for before do not know of it. */
export class PendingChanges {
  private readonly changes = new Map<string, { change: Change; count: number }>();

  add(id: string, change: Change): void {
    const now = this.changes.get(id);
    this.changes.set(id, { change: { ...now?.change, ...change }, count: (now?.count ?? 0) + 1 });
  }

  /** The server took one of the changes of a run, or refused it. */
  end(id: string): void {
    const now = this.changes.get(id);
    if (now && now.count > 1) this.changes.set(id, { ...now, count: now.count - 1 });
    else this.changes.delete(id);
  }

  /** A run as it will be. */
  applied(run: RunRow | undefined): RunRow | undefined {
    const pending = run && this.changes.get(run.id);
    return pending ? { ...run, ...pending.change } : run;
  }
}
