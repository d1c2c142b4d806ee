import { computed, onScopeDispose, shallowRef, watch, type ReadRef } from 'vue';
import type { DrawnRun, PanelContext } from '../workspace/panelContext';
import { fileAddress, sampleAt } from './media';
import { sampleStore } from './sampleStore';
import { artifactPath, fetchTable, tablePath, type TableData } from './tableData';

const SAMPLES = 1000;

export interface RunTable {
  readonly run: DrawnRun;
  readonly step: number;
  readonly table: TableData;
}

export interface TableStore {
  readonly tables: ReadRef<readonly RunTable[]>;
  /** All steps at which one of the runs logged a table. */
  readonly steps: ReadRef<readonly number[]>;
  readonly step: ReadRef<number>;
  readonly isLoading: ReadRef<boolean>;
  readonly error: ReadRef<unknown>;
}

/** The tables that runs logged under a key, as they stood at a step; the newest where none is chosen. */
export function tableStore(
  context: PanelContext, key: () => string | null, runs: () => readonly DrawnRun[], chosenStep: () => number | null,
): TableStore { // prettier-ignore
  const store = sampleStore(context, SAMPLES, () => {
    const name = key();
    return name === null || runs().length === 0 ? null : { key: name, runs: runs().map((run) => run.name) };
  });
  const tables = shallowRef<readonly RunTable[]>([]);
  const error = shallowRef<unknown>(null);
  const isFetching = shallowRef(false);
  const steps = computed(() => [...new Set([...store.values.value.values()].flatMap((list) => list.map((one) => one.step)))].sort((a, b) => a - b));
  const step = computed(() => chosenStep() ?? steps.value[steps.value.length - 1] ?? 0);
  const wanted = computed(() =>
    runs().flatMap((run) => {
      const samples = store.values.value.get(run.name) ?? [];
      const sample = samples[sampleAt(samples, step.value)];
      const path = sample && tablePath(sample.value);
      return sample && path ? [{ run, step: sample.step, address: fileAddress(context, run.name, path), artifact: artifactPath(sample.value) }] : [];
    }),
  );
  let asked = 0;
  watch(() => wanted.value.map((one) => `${one.run.name} ${one.run.label} ${one.address}`).join('\n'), async () => {
    const mine = (asked += 1);
    const list = wanted.value;
    isFetching.value = list.length > 0;
    const found = await Promise.allSettled(list.map((one) => fetchTable(context.entity, one.address, one.artifact)));
    if (mine !== asked) return;
    tables.value = list.flatMap(({ run, step: at }, index) => {
      const answer = found[index];
      return answer?.status === 'fulfilled' ? [{ run, step: at, table: answer.value }] : [];
    });
    const failed = found.find((one): one is PromiseRejectedResult => one.status === 'rejected');
    error.value = failed && tables.value.length === 0 ? failed.reason : null;
    isFetching.value = false;
  }, { immediate: true }); // prettier-ignore
  onScopeDispose(() => (asked += 1));
  return {
    tables, steps, step,
    isLoading: computed(() => store.isLoading.value || isFetching.value),
    error: computed(() => error.value ?? store.error.value),
  }; // prettier-ignore
}
