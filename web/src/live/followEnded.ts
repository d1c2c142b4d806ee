import { watch } from 'vue';
import type { LiveFeed } from './LiveFeed';

interface Pulse {
  readonly name: string;
  readonly state: string;
  readonly heartbeatAt: string;
}

/**
 * Only running runs are watched. One that was resumed and has ended again meanwhile, or ended before its last rows came,
 * is told of by its signs of life: what was fetched of it is then fetched anew.
 */
export function followEnded(live: LiveFeed, runs: () => readonly Pulse[]): void {
  let known = new Map<string, string>();
  watch(runs, (now) => {
    const before = known;
    known = new Map(now.map((run) => [run.name, `${run.state} ${run.heartbeatAt}`]));
    for (const { name, state } of now) {
      const last = before.get(name);
      if (state !== 'running' && last !== undefined && last !== known.get(name)) live.missed(name);
    }
  }, { immediate: true }); // prettier-ignore
}
