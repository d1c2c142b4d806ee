import { onScopeDispose, shallowRef, watch, type ReadRef } from 'vue';
import { isAbort } from '../api/http';

/** Something that is fetched: its value, or why there is none. */
export interface Resource<T> {
  readonly value: ReadRef<T | undefined>;
  readonly error: ReadRef<unknown>;
  readonly isLoading: ReadRef<boolean>;
  /** Fetches it again, keeping what is shown until the answer comes. */
  reload(): void;
}

/** Fetches when `key` changes, and drops answers to what is asked no longer. A key of null asks for nothing. */
export function resource<K, T>(key: () => K | null, fetchIt: (key: K, signal: AbortSignal) => Promise<T>): Resource<T> {
  const value = shallowRef<T | undefined>(undefined);
  const error = shallowRef<unknown>(null);
  const isLoading = shallowRef(false);
  let controller = new AbortController();

  async function load(wanted: K): Promise<void> {
    controller.abort();
    const mine = (controller = new AbortController());
    isLoading.value = true;
    try {
      const answer = await fetchIt(wanted, mine.signal);
      if (mine.signal.aborted) return;
      value.value = answer;
      error.value = null;
    } catch (problem) {
      if (mine.signal.aborted || isAbort(problem)) return;
      error.value = problem;
    }
    isLoading.value = false;
  }

  watch(() => JSON.stringify(key()), (text) => {
    const wanted = JSON.parse(text) as K | null;
    if (wanted === null) controller.abort();
    else void load(wanted);
  }, { immediate: true }); // prettier-ignore
  onScopeDispose(() => controller.abort());
  return {
    value,
    error,
    isLoading,
    reload: () => {
      const wanted = key();
      if (wanted !== null) void load(wanted);
    },
  };
}
