import { computed, ref, watch, type ReadRef, type Ref } from 'vue';
import type { RunValue } from '../api/runValues';
import { onScreen } from '../chart/onScreen';
import type { DrawnRun } from '../workspace/panelContext';
import { numberOf, valueOf } from './runValues';
import type { PanelProps } from './panelProps';

/** A drawn run with its config and summary. */
export interface ComparedRun {
  readonly run: DrawnRun;
  readonly value: RunValue;
}

/** The configs and summaries of a panel's runs, asked for once the panel is on screen. */
export function comparedRuns(props: PanelProps): { root: Ref<HTMLElement | null>; runs: ReadRef<readonly ComparedRun[]>; isLoading: ReadRef<boolean> } {
  const root = ref<HTMLElement | null>(null);
  const isOnScreen = onScreen(root, 300);
  const { values } = props.context;
  watch(() => isOnScreen.value && props.runs.map((run) => run.name), (names) => {
    if (names) values.want(names);
  }, { immediate: true }); // prettier-ignore
  const runs = computed(() =>
    props.runs.flatMap((run) => {
      const value = values.all.value.get(run.name);
      return value ? [{ run, value }] : [];
    }),
  );
  return { root, runs, isLoading: computed(() => isOnScreen.value && runs.value.length < props.runs.length && values.error.value === null) };
}

/** What a key means where runs are compared: a plain one is the last value of a metric. */
export const comparedName = (key: string): string => (/^(config|summary)\./.test(key) ? key : `summary.${key}`);

/** A run's number under a key; null where it has none. */
export const comparedNumber = ({ value }: ComparedRun, key: string): number | null => numberOf(valueOf(value, comparedName(key)));
