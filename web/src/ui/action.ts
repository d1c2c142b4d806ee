import { ref, shallowRef, type ReadRef } from 'vue';

/** Something that a person asks the server to do: whether it goes on, and why it failed. */
export interface Action<A extends unknown[]> {
  readonly isBusy: ReadRef<boolean>;
  readonly error: ReadRef<unknown>;
  /** Does it unless it is being done; answers whether it succeeded. */
  start(...values: A): Promise<boolean>;
  clear(): void;
}

export function action<A extends unknown[]>(work: (...values: A) => Promise<void>): Action<A> {
  const isBusy = ref(false);
  const error = shallowRef<unknown>(null);
  return {
    isBusy,
    error,
    clear: () => (error.value = null),
    async start(...values: A): Promise<boolean> {
      if (isBusy.value) return false;
      isBusy.value = true;
      error.value = null;
      try {
        await work(...values);
        return true;
      } catch (problem) {
        error.value = problem;
        return false;
      } finally {
        isBusy.value = false;
      }
    },
  };
}

/** What went wrong, in words. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
