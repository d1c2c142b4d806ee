import type { Curve } from './curve';
import { noSmoothing, type Smoothing } from './smoothing';

/** A curve with how it is shown. */
export interface Line {
  readonly curve: Curve;
  readonly label: string;
  readonly colour: string;
  /** Up to this x it shows what its run took over from another one. */
  readonly inheritedTo?: number | null;
  readonly marks?: readonly Mark[];
}

/** Something that happened to a line's run: it began as a fork, it was rewound, or another one was forked from it. */
export interface Mark {
  readonly kind: 'fork' | 'rewind' | 'branch';
  readonly x: number;
  readonly text: string;
}

export type AxisKind = 'number' | 'elapsed' | 'clock';

/** How a chart draws its lines. */
export interface ChartOptions {
  readonly axis: AxisKind;
  readonly logX: boolean;
  readonly logY: boolean;
  readonly smoothing: Smoothing;
  /** Whether a band shows each entry's minimum and maximum, and the line its mean. */
  readonly band: boolean;
  /** Whether the y axis leaves out the outermost values. */
  readonly clip: boolean;
}

export const plainOptions: ChartOptions = {
  axis: 'number', logX: false, logY: false, smoothing: noSmoothing, band: false, clip: false,
}; // prettier-ignore

export type Range = readonly [number, number];

/** What part of the plane is shown; null where everything is. */
export interface Zoom {
  readonly x: Range | null;
  readonly y: Range | null;
}

export const noZoom: Zoom = { x: null, y: null };
