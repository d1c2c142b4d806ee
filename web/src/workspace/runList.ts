import { computed, onScopeDispose, ref, type ReadRef } from 'vue';
import { queryParameter } from '../app/router';
import { fetchRuns, type RunHead, type RunPage } from '../api/runs';
import { resource, type Resource } from '../ui/resource';

const PAGE = 100;
const REFRESH_MS = 5000;

/** The orders that a list of runs can have, by their names in the address. */
export const orders = {
  newest: '-created_at',
  oldest: '+created_at',
  name: '+display_name',
  updated: '-updated_at',
  longest: '-duration',
} as const;

export type Order = keyof typeof orders;
export const states = ['running', 'finished', 'failed', 'crashed', 'killed', 'preempted'] as const;

/** The list of a project's runs: what is searched and how it is ordered stands in the address. */
export class RunList {
  private readonly searchText = queryParameter('q');
  private readonly regexText = queryParameter('regex');
  private readonly stateText = queryParameter('state');
  private readonly orderText = queryParameter('sort', 'newest');
  /** The cursors of the pages before this one; null starts the first. */
  private readonly cursors = ref<(string | null)[]>([null]);
  readonly answer: Resource<RunPage | null>;
  readonly runs: ReadRef<readonly RunHead[]>;

  constructor(readonly entity: string, readonly project: string) {
    this.answer = resource(
      () => ({
        entity, project, search: this.search, isRegex: this.isRegex, state: this.state, order: orders[this.order],
        first: PAGE, after: this.cursors.value[this.cursors.value.length - 1] ?? null,
      }), // prettier-ignore
      fetchRuns,
    );
    this.runs = computed(() => this.answer.value.value?.runs ?? []);
    const timer = setInterval(() => {
      if (!document.hidden && !this.answer.isLoading.value) this.answer.reload();
    }, REFRESH_MS);
    onScopeDispose(() => clearInterval(timer));
  }

  get search(): string {
    return this.searchText.value;
  }
  set search(text: string) {
    this.cursors.value = [null];
    this.searchText.value = text;
  }

  get isRegex(): boolean {
    return this.regexText.value === '1';
  }
  set isRegex(isOn: boolean) {
    this.cursors.value = [null];
    this.regexText.value = isOn ? '1' : '';
  }

  get state(): string {
    return this.stateText.value;
  }
  set state(state: string) {
    this.cursors.value = [null];
    this.stateText.value = state;
  }

  get order(): Order {
    const text = this.orderText.value;
    return text in orders ? (text as Order) : 'newest';
  }
  set order(order: Order) {
    this.cursors.value = [null];
    this.orderText.value = order;
  }

  get isFiltered(): boolean {
    return this.search !== '' || this.state !== '';
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
