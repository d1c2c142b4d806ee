import { h, type Child } from 'vue';
import { ErrorNotice, NotFound } from './Notice';
import type { Resource } from './resource';

/** What was fetched, or a page's place for why there is nothing: it is not there yet, it failed, it does not exist. */
export function fetched<T>(what: Resource<T | null>, show: (value: T) => Child): Child {
  const value = what.value.value;
  if (value === null) return h(NotFound, {});
  if (value !== undefined) return show(value);
  const error = what.error.value;
  return error ? h(ErrorNotice, { error, onRetry: () => what.reload() }) : h('div', { class: 'page-loading' });
}
