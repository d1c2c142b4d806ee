import { onScopeDispose, watch } from 'vue';

const PAUSE_MS = 60_000;

/** Runs something once a panel has been off screen for a minute, so that a long board does not fill the memory. */
export function whenLeft(isAway: () => boolean, forget: () => void): void {
  let timer = 0;
  watch(isAway, (isOff) => {
    clearTimeout(timer);
    if (isOff) timer = window.setTimeout(forget, PAUSE_MS);
  }); // prettier-ignore
  onScopeDispose(() => clearTimeout(timer));
}
