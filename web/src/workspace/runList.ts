import { computed, onScopeDispose, ref, watch, type ReadRef } from 'vue';
import { RUNS_A_PAGE } from '../api/newestRuns';
import { countRuns, fetchRows, type RunRow } from '../api/runRows';
import { fieldOf, isSortable } from '../filter/fields';
import { RunQuery } from '../filter/RunQuery';
import { resource, type Resource } from '../ui/resource';

const REFRESH_MS = 5000;

/** A page of a project's runs, and how many there are on all pages. */
export interface RunPage {
  readonly runs: readonly RunRow[];
  readonly total: number;
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

/** The list of a project's runs: what is wanted, in which order and groups stands in the address. */
export class RunList extends RunQuery {
  /** The cursors of the pages before this one; null starts the first. */
  private readonly cursors = ref<(string | null)[]>([null]);
  readonly answer: Resource<RunPage | null>;
  readonly runs: ReadRef<readonly RunRow[]>;

  constructor(readonly entity: string, readonly project: string) {
    super();
    // Another list begins at its first page.
    watch(() => this.filters() + this.listOrder, () => (this.cursors.value = [null]), { flush: 'sync' });
    this.answer = resource(
      () => ({
        entity, project, filters: this.filters(), order: this.listOrder,
        keys: this.groups.filter((key) => fieldOf(key).section !== 'run'),
        after: this.cursors.value[this.cursors.value.length - 1] ?? null,
      }), // prettier-ignore
      async ({ after, ...listing }, signal) => {
        const [page, total] = await Promise.all([fetchRows(listing, { first: RUNS_A_PAGE, after }, signal), countRuns(listing, signal)]);
        return page && { runs: page.rows, total, endCursor: page.endCursor, hasNextPage: page.hasNextPage };
      },
    );
    this.runs = computed(() => this.answer.value.value?.runs ?? []);
    const timer = setInterval(() => {
      if (!document.hidden && !this.answer.isLoading.value) this.answer.reload();
    }, REFRESH_MS);
    onScopeDispose(() => clearInterval(timer));
  }

  /** The runs of a group stand together, and inside it in the chosen order. */
  private get listOrder(): string {
    const chosen = this.sortKeys;
    const outer = this.groups.filter(isSortable).map((key) => `${chosen.find((one) => one.key === key)?.isDescending ? '-' : '+'}${key}`);
    const inner = chosen.filter(({ key }) => !this.groups.includes(key)).map(({ key, isDescending }) => (isDescending ? '-' : '+') + key);
    return [...outer, ...inner].join(',');
  }

  /** Starts at 1. */
  get page(): number {
    return this.cursors.value.length;
  }
  get hasNext(): boolean {
    return this.answer.value.value?.hasNextPage ?? false;
  }
  next(): void {
    this.cursors.value = [...this.cursors.value, this.answer.value.value?.endCursor ?? null];
  }
  previous(): void {
    if (this.page > 1) this.cursors.value = this.cursors.value.slice(0, -1);
  }
}
