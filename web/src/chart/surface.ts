/** What a chart is painted on: a canvas, or something that records the same calls. */
export type Surface = Pick<
  CanvasRenderingContext2D,
  | 'beginPath' | 'moveTo' | 'lineTo' | 'closePath' | 'stroke' | 'fill' | 'arc' | 'fillText' | 'save' | 'restore'
  | 'clip' | 'rect' | 'strokeStyle' | 'fillStyle' | 'lineWidth' | 'globalAlpha' | 'font' | 'textAlign' | 'textBaseline'
  | 'lineJoin'
>; // prettier-ignore

/** The colours of a chart's frame, from the design tokens. */
export interface ChartColours {
  readonly grid: string;
  readonly axis: string;
  readonly text: string;
  readonly font: string;
}
