import { onScopeDispose, shallowRef, watch, type ReadRef } from 'vue';
import { fetchSeries } from '../api/series';
import { isAbort } from '../api/http';
import { curveID, type Curve } from '../chart/curve';
import type { Range } from '../chart/model';
import type { Wanted } from './curveStore';
import type { PanelContext } from './panelContext';

const PAUSE_MS = 120;
const BUCKETS = 400;

/** The single points of a panel's curves around the place that somebody points at. */
export interface PointStore {
  readonly points: ReadRef<ReadonlyMap<string, Curve>>;
  /** Asks for the points of a range of x, once the pointer has rested. */
  ask(range: Range): void;
}

/** Points of what the panel does not show any more are forgotten. */
export function pointStore(context: PanelContext, wanted: () => Wanted | null): PointStore {
  const none: ReadonlyMap<string, Curve> = new Map();
  const points = shallowRef(none);
  let controller = new AbortController();
  let timer = 0;
  let asked = '';

  function forget(): void {
    clearTimeout(timer);
    controller.abort();
    asked = '';
    points.value = none;
  }

  async function load(want: Wanted, range: Range): Promise<void> {
    const mine = (controller = new AbortController());
    const { entity, project, stream } = context;
    const { keys, x, runs } = want;
    try {
      const found = await fetchSeries({ entity, project, stream, runs, keys, x, range, buckets: BUCKETS }, mine.signal);
      if (!mine.signal.aborted) points.value = new Map(found.map((curve) => [curveID(curve.run, curve.key), curve]));
    } catch (problem) {
      // Without the single points the tooltip keeps showing ranges; the next rest asks again.
      if (!isAbort(problem)) asked = '';
    }
  }

  watch(() => {
    const want = wanted();
    return want && [...want.keys, want.x, ...want.runs].join(' ');
  }, forget); // prettier-ignore
  onScopeDispose(forget);
  return {
    points,
    ask: (range) => {
      const want = wanted();
      if (!want || range.join() === asked) return;
      forget();
      asked = range.join();
      timer = window.setTimeout(() => void load(want, range), PAUSE_MS);
    },
  };
}
