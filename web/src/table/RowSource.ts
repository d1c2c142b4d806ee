import { shallowRef, type Ref } from 'vue';
import { isAbort } from '../api/http';
import { RUNS_A_PAGE } from '../api/newestRuns';
import type { RequestQueue } from '../api/queue';
import type { RowListing } from '../api/runQuestions';
import { countRuns, fetchRows, type RunRow } from '../api/runRows';

/** Who goes on typing needs no count of what was typed before. */
const COUNTING_PAUSE_MS = 250;
/** Counting anew waits so many times as long as it took the last time. */
const COUNTING_SHARE = 20;

/** A list of runs of any length, of which only what is looked at is fetched, in blocks. */
export class RowSource {
  private blocks = new Map<number, readonly RunRow[]>();
  private readonly asked = new Map<number, AbortController>();
  /** The cursors before blocks; null before the first. */
  private cursors = new Map<number, string | null>([[0, null]]);
  private controller = new AbortController();
  private counted: number | null;
  private ended: number | null = null;
  /** The end of what has come. */
  private reached = 0;
  private countedAt = -Infinity;
  private countTook = 0;
  private countTimer = 0;
  /** Grows when something arrives. */
  readonly version: Ref<number> = shallowRef(0);
  readonly error: Ref<unknown> = shallowRef(null);
  /** Whether there is no such project for this person. */
  readonly isMissing: Ref<boolean> = shallowRef(false);

  /** What is known of a list of the same runs in the same order is taken over. */
  constructor(readonly listing: RowListing, private readonly queue: RequestQueue, count: number | null = null, like: RowSource | null = null) {
    const isAlike = like !== null && like.listing.filters === listing.filters && like.listing.order === listing.order;
    this.counted = isAlike ? like.ended ?? like.counted : count;
    if (!isAlike) return;
    this.cursors = new Map(like.cursors);
    if (this.counted !== null) [this.countedAt, this.countTook] = [like.countedAt, like.countTook];
  }

  /** How many runs there are, as far as is known: those that have come, until they are counted; null before any. */
  get total(): number | null {
    return this.ended ?? this.counted ?? (this.blocks.size === 0 ? null : this.reached);
  }

  get isCounted(): boolean {
    return this.ended !== null || this.counted !== null;
  }

  row(index: number): RunRow | undefined {
    return this.blocks.get(Math.floor(index / RUNS_A_PAGE))?.[index % RUNS_A_PAGE];
  }

  /** All rows that are there. */
  loaded(): RunRow[] {
    return [...this.blocks.keys()].sort((a, b) => a - b).flatMap((block) => [...(this.blocks.get(block) ?? [])]);
  }

  /** Sees to it that the rows between two places come; what is asked for elsewhere is no longer waited for. */
  ensure(first: number, end: number): void {
    const from = Math.floor(Math.max(0, first) / RUNS_A_PAGE);
    const last = Math.floor(Math.max(0, end - 1) / RUNS_A_PAGE);
    for (const [block, controller] of this.asked) {
      if (block >= from - 1 && block <= last + 1) continue;
      controller.abort();
      this.asked.delete(block);
    }
    for (let block = from; block <= last; block += 1) {
      if (!this.blocks.has(block) && !this.asked.has(block)) void this.fetch(block);
    }
  }

  /** Fetches anew what is there, and counts again. */
  refresh(first: number, end: number): void {
    const from = Math.floor(first / RUNS_A_PAGE);
    const last = Math.floor(Math.max(0, end - 1) / RUNS_A_PAGE);
    const isNear = (block: number): boolean => block >= from && block <= last;
    this.cursors = new Map([...this.cursors].filter(([block]) => block === 0 || isNear(block)));
    this.blocks = new Map([...this.blocks].filter(([block]) => isNear(block)));
    for (const block of [...this.blocks.keys()]) if (!this.asked.has(block)) void this.fetch(block);
    if (performance.now() - this.countedAt > this.countTook * COUNTING_SHARE) void this.count();
  }

  /** Waits no longer for what is under way. */
  forget(): void {
    for (const controller of this.asked.values()) controller.abort();
    this.asked.clear();
  }

  /** Shows a run as it will be; the next answer of the server rules. */
  patch(id: string, change: Partial<RunRow>): void {
    for (const [block, rows] of this.blocks) {
      if (rows.some((row) => row.id === id)) this.blocks.set(block, rows.map((row) => (row.id === id ? { ...row, ...change } : row)));
    }
    this.version.value += 1;
  }

  close(): void {
    clearTimeout(this.countTimer);
    this.controller.abort();
    this.forget();
  }

  private async count(): Promise<void> {
    const { signal } = this.controller;
    const start = (this.countedAt = performance.now());
    try {
      const count = await countRuns(this.listing, signal);
      if (signal.aborted) return;
      this.countTook = performance.now() - start;
      this.counted = count;
      if (this.ended !== null && this.ended !== count) this.ended = null;
      this.version.value += 1;
    } catch (problem) {
      if (!signal.aborted && !isAbort(problem)) this.error.value = problem;
    }
  }

  private async fetch(block: number): Promise<void> {
    const controller = new AbortController();
    this.asked.set(block, controller);
    const { signal } = controller;
    try {
      const page = await this.queue.run(() => this.page(block, signal), signal, -block / 1e6);
      if (signal.aborted || this.controller.signal.aborted) return;
      if (page === null) this.isMissing.value = true;
      else {
        this.blocks.set(block, page.rows);
        this.reached = Math.max(this.reached, block * RUNS_A_PAGE + page.rows.length);
        if (page.endCursor !== null && page.rows.length === RUNS_A_PAGE) this.cursors.set(block + 1, page.endCursor);
        if (!page.hasNextPage && (page.rows.length > 0 || block === 0)) this.ended = block * RUNS_A_PAGE + page.rows.length;
        else if (this.counted === null && this.countTimer === 0) this.countTimer = window.setTimeout(() => void this.count(), COUNTING_PAUSE_MS);
      }
      this.error.value = null;
    } catch (problem) {
      if (signal.aborted || isAbort(problem)) return;
      this.error.value = problem;
    } finally {
      if (this.asked.get(block) === controller) this.asked.delete(block);
    }
    this.version.value += 1;
  }

  private page(block: number, signal: AbortSignal): ReturnType<typeof fetchRows> {
    const known = this.cursors.get(block);
    const page = known === undefined ? { first: RUNS_A_PAGE, after: null, offset: block * RUNS_A_PAGE } : { first: RUNS_A_PAGE, after: known };
    return fetchRows(this.listing, page, signal);
  }
}
