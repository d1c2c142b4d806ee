import { shallowRef, type Ref } from 'vue';

/** Where the pointer is on the x axis of one chart, for all charts that share that axis. */
export interface Crosshair {
  readonly x: number;
  /** The chart that the pointer is in. */
  readonly source: symbol;
}

export type SharedCrosshair = Ref<Crosshair | null>;
export const sharedCrosshair = (): SharedCrosshair => shallowRef<Crosshair | null>(null);
