import type { Curve } from './curve';
import type { Scale } from './scale';
import { token } from '../theme/theme';

/** What a chart is painted on: a canvas, or something that records the same calls. */
export type Surface = Pick<
  CanvasRenderingContext2D,
  | 'beginPath' | 'moveTo' | 'lineTo' | 'closePath' | 'stroke' | 'fill' | 'arc' | 'fillText' | 'save' | 'restore'
  | 'clip' | 'rect' | 'strokeStyle' | 'fillStyle' | 'lineWidth' | 'globalAlpha' | 'font' | 'textAlign' | 'textBaseline'
  | 'lineJoin' | 'setLineDash'
>; // prettier-ignore

/** A surface that draws many entries of a curve at once. */
export interface EnvelopeSurface extends Surface {
  /** Makes the minima and maxima of some entries the path to be stroked; false where it cannot. */
  traceEnvelope?(x: Scale, y: Scale, curve: Curve, first: number, end: number): boolean;
}

/** The colours of a chart's frame, from the design tokens. */
export interface ChartColours {
  readonly grid: string;
  readonly axis: string;
  readonly text: string;
  /** What the chart lies on. */
  readonly surface: string;
  readonly font: string;
}

/** The colours and the font of charts in the theme that is in use. */
export function chartColours(): ChartColours {
  return { grid: token('--chart-grid'), axis: token('--chart-axis'), text: token('--muted'), surface: token('--surface'), font: token('--chart-font') };
}
