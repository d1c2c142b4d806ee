import type { DrawnRun } from './panelContext';

/** A run that was heard of so recently may still change without a trace in what is known of it. */
const REST_MS = 60_000;

/** What changes when the data of a run changes; null while it may change at any time. */
export function versionOf({ state, heartbeatAt }: { state: string; heartbeatAt: string }, now = Date.now()): string | null {
  const age = now - new Date(heartbeatAt).getTime();
  return state !== 'running' && state !== 'pending' && age > REST_MS ? `${state} ${heartbeatAt}` : null;
}

const known = new WeakMap<readonly DrawnRun[], string | null>();

/**
 * A short text that is another one when the data of any of the runs is: answers about them that bear it can be kept by
 * the browser. Null where one of the runs goes on.
 */
export function runsVersion(runs: readonly DrawnRun[]): string | null {
  let version = known.get(runs);
  if (version === undefined) {
    const isAtRest = runs.length > 0 && runs.every((run) => run.version);
    known.set(runs, (version = isAtRest ? hash(runs.map((run) => `${run.name} ${run.version ?? ''}`).join('\n')) : null));
  }
  return version;
}

/** 64 bits of a text, which nobody has a reason to forge. */
function hash(text: string): string {
  let [a, b] = [0x811c9dc5, 0x9e3779b9];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b) + 0x27d4eb2f;
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36);
}
