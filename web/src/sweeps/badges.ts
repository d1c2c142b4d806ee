import { h, type VNode } from 'vue';
import type { SweepState } from '../api/sweeps';
import { isTextKey, t } from '../text/text';

/** How the states of searches look: like those of runs that mean the same. */
const looks: Readonly<Record<SweepState, string>> = {
  PENDING: 'state-waiting', RUNNING: 'state-running', PAUSED: 'queue-paused', FINISHED: 'state-finished', CANCELED: 'state-cancelled',
  CRASHED: 'state-crashed', ERROR: 'state-failed', FLAPPING: 'state-failed',
}; // prettier-ignore

export function sweepBadge(state: SweepState): VNode {
  return h('span', { class: ['state', looks[state]] }, [h('span', { class: 'state-dot', 'aria-hidden': 'true' }), t(`sweep.${state}`)]);
}

/** What a method is called; one that nobody knows goes by its own name. */
export function methodName(method: string): string {
  const key = `sweep.${method}`;
  return isTextKey(key) ? t(key) : method;
}
