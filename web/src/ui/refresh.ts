import { onScopeDispose } from 'vue';
import type { Resource } from './resource';

/** Fetches again every so often while the page is looked at. */
export function refresh(what: Resource<unknown>, milliseconds: number): void {
  const timer = setInterval(() => {
    if (!document.hidden && !what.isLoading.value) what.reload();
  }, milliseconds);
  const shown = (): void => {
    if (!document.hidden) what.reload();
  };
  document.addEventListener('visibilitychange', shown);
  onScopeDispose(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', shown);
  });
}
