import type { Json } from '../api/json';
import { queryParameter } from '../app/router';
import { allOf, filterText, parseFilter, toMongo, type FilterGroup } from './filter';
import { searchFilter } from './searchFilter';
import { readList, writeList } from './texts';

/** The orders with a name in the address; others are written as the server reads them. */
export const orders = {
  newest: '-created_at',
  oldest: '+created_at',
  name: '+display_name',
  updated: '-updated_at',
  longest: '-duration',
} as const;

export type NamedOrder = keyof typeof orders;

/** A key that runs are sorted by. */
export interface SortKey {
  readonly key: string;
  readonly isDescending: boolean;
}

/** Which runs of a project are wanted, in which order and groups. All of it stands in the address. */
export class RunQuery {
  private readonly searchText = queryParameter('q');
  private readonly regexText = queryParameter('regex');
  private readonly stateText = queryParameter('state');
  private readonly filterParameter = queryParameter('filter');
  private readonly sortText = queryParameter('sort', 'newest');
  private readonly groupText = queryParameter('group');

  get search(): string {
    return this.searchText.value;
  }
  set search(text: string) {
    this.searchText.value = text;
  }

  get isRegex(): boolean {
    return this.regexText.value === '1';
  }
  set isRegex(isOn: boolean) {
    this.regexText.value = isOn ? '1' : '';
  }

  get state(): string {
    return this.stateText.value;
  }
  set state(state: string) {
    this.stateText.value = state;
  }

  /** In the language of the server's API. */
  get filterText(): string {
    return this.filterParameter.value;
  }
  set filterText(text: string) {
    this.filterParameter.value = text;
  }

  get filter(): FilterGroup {
    return parseFilter(this.filterText);
  }
  set filter(filter: FilterGroup) {
    this.filterText = filterText(filter);
  }

  /** A name of `orders`, or what the server reads. */
  get sort(): string {
    return this.sortText.value;
  }
  set sort(sort: string) {
    this.sortText.value = sort;
  }

  get order(): string {
    return this.sort in orders ? orders[this.sort as NamedOrder] : this.sort;
  }

  get sortKeys(): readonly SortKey[] {
    return this.order.split(',').filter(Boolean).map(readSortKey);
  }
  set sortKeys(keys: readonly SortKey[]) {
    const order = keys.map(({ key, isDescending }) => (isDescending ? '-' : '+') + key).join(',');
    this.sort = (Object.keys(orders) as NamedOrder[]).find((name) => orders[name] === order) ?? order;
  }

  /** The keys that runs are grouped by, from the outside in. */
  get groups(): readonly string[] {
    return readList(this.groupText.value);
  }
  set groups(keys: readonly string[]) {
    this.groupText.value = writeList(keys);
  }

  get isFiltered(): boolean {
    return this.search !== '' || this.state !== '' || this.filterText !== '';
  }

  clear(): void {
    this.search = '';
    this.state = '';
    this.filterText = '';
  }

  /** Everything that runs have to fulfil, as the server reads it. */
  filters(...further: readonly Json[]): string {
    return allOf([searchFilter(this.search, this.isRegex), this.state ? { state: this.state } : null, toMongo(this.filter), ...further]);
  }
}

function readSortKey(text: string): SortKey {
  const sign = text[0];
  return { key: sign === '+' || sign === '-' ? text.slice(1) : text, isDescending: sign === '-' };
}
