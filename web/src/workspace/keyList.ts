import { computed, onScopeDispose, type ReadRef } from 'vue';
import { fetchKeys, type MetricKey, type Stream } from '../api/series';
import type { LiveFeed } from '../live/LiveFeed';
import { kindOf } from '../panels/model';
import { resource, type Resource } from '../ui/resource';

/** What some runs have logged. */
export interface KeyList {
  readonly answer: Resource<MetricKey[]>;
  /** The keys that hold numbers and are no bookkeeping; each makes a panel. */
  readonly numbers: ReadRef<readonly string[]>;
  /** The keys of pictures, histograms, tables and the like. */
  readonly rich: ReadRef<readonly MetricKey[]>;
}

/** The keys of some runs, asked for anew when a key is logged for the first time. */
export function keyList(
  at: { entity: string; project: string; stream: Stream }, runs: () => readonly string[], live: LiveFeed,
  version: () => string | null = () => null,
): KeyList { // prettier-ignore
  const answer = resource(
    () => (runs().length === 0 ? null : { runs: [...runs()], version: version() }),
    (wanted, signal) => fetchKeys({ ...at, ...wanted }, signal),
  );
  /** What rows had while the list lacked it; a key without a value never comes, and is asked for once. */
  const missed = new Set<string>();
  const firstPart = (key: string): string => key.split('.')[0] ?? key;

  onScopeDispose(
    live.listen((event) => {
      if (event.kind === 'reset') return void answer.reload();
      if (event.kind !== 'rows' || event.stream !== at.stream || answer.isLoading.value) return;
      const known = new Set((answer.value.value ?? []).map((key) => firstPart(key.name)));
      const fresh = new Set(event.rows.flatMap((row) => Object.keys(row).map(firstPart)));
      const isNew = [...fresh].filter((key) => !key.startsWith('_') && !known.has(key) && !missed.has(key));
      if (isNew.length === 0) return;
      for (const key of isNew) missed.add(key);
      answer.reload();
    }),
  );
  const kinds = computed(() => {
    const shown = (answer.value.value ?? []).filter((key) => !key.name.startsWith('_'));
    const sorted = { numbers: [] as string[], rich: [] as MetricKey[] };
    for (const key of shown) {
      const kind = kindOf(key.types);
      if (kind === 'line') sorted.numbers.push(key.name);
      else if (kind) sorted.rich.push(key);
    }
    return sorted;
  });
  return { answer, numbers: computed(() => kinds.value.numbers), rich: computed(() => kinds.value.rich) };
}
