import { shallowRef, type Ref } from 'vue';
import { RequestQueue } from '../api/queue';
import type { Stream } from '../api/series';
import { sharedCrosshair, type SharedCrosshair } from '../chart/crosshair';
import { noZoom, type Zoom } from '../chart/model';
import type { LiveFeed } from '../live/LiveFeed';
import { RunValues } from '../panels/runValues';
import type { ChartSettings } from './chartSettings';
import { Lineages } from './Lineages';
import { Pictures } from '../pictures/Pictures';
import { boardName } from '../pictures/readPictures';

/** A run whose curves are drawn. */
export interface DrawnRun {
  readonly name: string;
  readonly label: string;
  readonly colour: string;
  readonly group?: string | null;
  /** What changes when its data does; without one it may change at any time. */
  readonly version?: string | null;
}

/** What all panels of a page share. */
export interface PanelContext {
  readonly entity: string;
  readonly project: string;
  readonly stream: Stream;
  readonly settings: ChartSettings;
  readonly crosshair: SharedCrosshair;
  /** The zoom of all panels, while they zoom together. */
  readonly zoom: Ref<Zoom>;
  readonly live: LiveFeed;
  readonly queue: RequestQueue;
  /** Configs and summaries, for panels that compare runs. */
  readonly values: RunValues;
  readonly lineages: Lineages;
  readonly pictures: Pictures;
}

/** Few enough that a browser's connections also serve what a person does meanwhile. */
const REQUESTS_AT_ONCE = 4;

/** With `keepsPictures`, the charts stand there at once when the same runs are looked at again. */
export function panelContext(
  at: { entity: string; project: string; stream: Stream }, settings: ChartSettings, live: LiveFeed, keepsPictures = false,
): PanelContext { // prettier-ignore
  const queue = new RequestQueue(REQUESTS_AT_ONCE);
  const values = new RunValues(at, queue, live);
  const lineages = new Lineages(at, queue, live);
  const pictures = new Pictures(keepsPictures ? boardName(at.entity, at.project) : null);
  return { ...at, settings, live, crosshair: sharedCrosshair(), zoom: shallowRef(noZoom), queue, values, lineages, pictures };
}
