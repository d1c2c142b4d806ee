import type { Axes } from './axes';
import type { Curve } from './curve';
import { countUpTo } from './inherited';
import { paintLineage } from './lineage';
import type { Line } from './model';
import type { ChartColours, EnvelopeSurface, Surface } from './surface';
import type { View } from './view';

/** Paints grid, ticks and lines. */
export function paint(on: Surface, view: View, colours: ChartColours): void {
  paintFrame(on, view, colours);
  const { left, top, right, bottom } = view.plot;
  on.save();
  on.beginPath();
  on.rect(left, top - 1, right - left + 1, bottom - top + 2);
  on.clip();
  on.lineJoin = 'round';
  for (const line of view.lines) paintLine(on, view, line);
  on.restore();
  for (const line of view.lines) paintMarks(on, view, line);
  for (const line of view.lines) paintLineage(on, view, line, colours.surface);
  on.globalAlpha = 1;
}

/** Paints the grid and the ticks' labels. */
export function paintFrame(on: Surface, view: Axes, colours: ChartColours): void {
  const { left, top, right, bottom } = view.plot;
  on.globalAlpha = 1;
  on.font = colours.font;
  on.lineWidth = 1;
  on.strokeStyle = colours.grid;
  on.fillStyle = colours.text;
  on.beginPath();
  for (const tick of view.yTicks) {
    const y = crisp(view.y.at(tick.value));
    if (y < top - 1 || y > bottom + 1) continue;
    on.moveTo(left, y);
    on.lineTo(right, y);
  }
  on.stroke();
  on.strokeStyle = colours.axis;
  on.beginPath();
  on.moveTo(left, crisp(bottom));
  on.lineTo(right, crisp(bottom));
  on.stroke();
  on.textAlign = 'right';
  on.textBaseline = 'middle';
  for (const tick of view.yTicks) {
    const y = view.y.at(tick.value);
    if (y >= top - 1 && y <= bottom + 1) on.fillText(tick.label, left - 7, y);
  }
  on.textBaseline = 'top';
  for (const tick of view.xTicks) {
    const x = view.x.at(tick.value);
    if (x < left - 1 || x > right + 1) continue;
    // Labels at the edges lean inwards, so that none is cut.
    const half = tick.label.length * 3.1;
    on.textAlign = x + half > right + 10 ? 'right' : x - half < left - 30 ? 'left' : 'center';
    on.fillText(tick.label, Math.min(x, right + 8), bottom + 8);
  }
}

/** How lines look where a run took them over from another. */
const DASH = [4, 3];

const crisp = (pixel: number): number => Math.round(pixel) + 0.5;

function paintLine(on: Surface, view: View, line: Line): void {
  const { curve } = line;
  const { smoothing, band } = view.options;
  const isSmoothed = smoothing.kind !== 'none' && smoothing.amount > 0;
  on.strokeStyle = on.fillStyle = line.colour;
  if (band && !curve.exact) {
    on.globalAlpha = 0.18;
    traceBand(on, view, curve);
    on.fill();
  } else if (isSmoothed) {
    on.globalAlpha = 0.22;
    on.lineWidth = 1;
    traceExtremes(on, view, curve, ...visible(view, curve));
    on.stroke();
  }
  on.globalAlpha = 1;
  on.lineWidth = view.lines.length > 40 ? 1 : 1.5;
  const [first, end] = visible(view, curve);
  const trace = (from: number, to: number): void => {
    if (isSmoothed || band || curve.exact) traceMeans(on, view, curve, view.values(curve), from, to);
    else traceExtremes(on, view, curve, from, to);
    on.stroke();
  };
  const taken = typeof line.inheritedTo === 'number' ? Math.min(end, Math.max(first, countUpTo(curve, line.inheritedTo))) : first;
  if (taken > first) {
    on.globalAlpha = 0.6;
    on.setLineDash(DASH);
    trace(first, taken);
    on.setLineDash([]);
    on.globalAlpha = 1;
  }
  trace(Math.max(first, taken - 1), end);
  paintLonePoints(on, view, curve);
}

/** The first and last entries that reach into the plot, with a neighbour on either side for lines that leave it. */
function visible(view: View, curve: Curve): [number, number] {
  const low = view.x.low;
  const high = view.x.high;
  let first = 0;
  while (first < curve.count && (curve.xLast[first] as number) < low) first += 1;
  let end = curve.count;
  while (end > first && (curve.xFirst[end - 1] as number) > high) end -= 1;
  return [Math.max(0, first - 1), Math.min(curve.count, end + 1)];
}

function traceMeans(on: Surface, view: View, curve: Curve, values: Float64Array, first: number, end: number): void {
  const { x, y } = view;
  let isDown = false;
  on.beginPath();
  for (let index = first; index < end; index += 1) {
    const value = values[index] as number;
    const place = y.at(value);
    if (!Number.isFinite(place)) {
      isDown = false;
      continue;
    }
    const at = x.at(curve.xLast[index] as number);
    if (isDown) on.lineTo(at, place);
    else on.moveTo(at, place);
    isDown = true;
  }
}

/** Goes through every entry's minimum and maximum, the nearer one first: no spike is lost. */
function traceExtremes(on: EnvelopeSurface, view: View, curve: Curve, first: number, end: number): void {
  const { x, y } = view;
  if (on.traceEnvelope?.(x, y, curve, first, end)) return;
  let isDown = false;
  let last = 0;
  on.beginPath();
  for (let index = first; index < end; index += 1) {
    const bottom = y.at(curve.min[index] as number);
    const top = y.at(curve.max[index] as number);
    if (!Number.isFinite(top)) {
      isDown = false;
      continue;
    }
    const at = x.at(curve.xLast[index] as number);
    const low = Number.isFinite(bottom) ? bottom : view.plot.bottom;
    const isTopFirst = Math.abs(last - top) < Math.abs(last - low);
    const near = isTopFirst ? top : low;
    const far = isTopFirst ? low : top;
    if (isDown) on.lineTo(at, near);
    else on.moveTo(at, near);
    if (Math.abs(far - near) > 0.3) on.lineTo(at, far);
    last = far;
    isDown = true;
  }
}

function traceBand(on: Surface, view: View, curve: Curve): void {
  const { x, y } = view;
  const [first, end] = visible(view, curve);
  on.beginPath();
  let start = first;
  while (start < end) {
    while (start < end && !Number.isFinite(y.at(curve.max[start] as number))) start += 1;
    let stop = start;
    while (stop < end && Number.isFinite(y.at(curve.max[stop] as number))) {
      const at = x.at(curve.xLast[stop] as number);
      const place = y.at(curve.max[stop] as number);
      if (stop === start) on.moveTo(at, place);
      else on.lineTo(at, place);
      stop += 1;
    }
    for (let index = stop - 1; index >= start; index -= 1) {
      const bottom = y.at(curve.min[index] as number);
      on.lineTo(x.at(curve.xLast[index] as number), Number.isFinite(bottom) ? bottom : view.plot.bottom);
    }
    if (stop > start) on.closePath();
    start = stop;
  }
}

/** Entries without a neighbour to draw a line to. */
function paintLonePoints(on: Surface, view: View, curve: Curve): void {
  const isThere = (index: number): boolean => Number.isFinite(curve.mean[index] ?? NaN);
  const [first, end] = visible(view, curve);
  for (let index = first; index < end; index += 1) {
    if (!isThere(index) || isThere(index - 1) || isThere(index + 1)) continue;
    const place = view.y.at(curve.mean[index] as number);
    if (!Number.isFinite(place)) continue;
    on.beginPath();
    on.arc(view.x.at(curve.xLast[index] as number), place, 2.5, 0, 2 * Math.PI);
    on.fill();
  }
}

/** Values that are no numbers stand at the edges: triangles for the infinities, crosses for NaN. */
function paintMarks(on: Surface, view: View, { curve, colour }: Line): void {
  const { left, right, top, bottom } = view.plot;
  on.strokeStyle = on.fillStyle = colour;
  on.lineWidth = 1.5;
  const each = (counts: Float64Array | null, mark: (x: number) => void): void => {
    if (!counts) return;
    let last = -Infinity;
    for (let index = 0; index < curve.count; index += 1) {
      if (!((counts[index] as number) > 0)) continue;
      const x = view.x.at(curve.xLast[index] as number);
      if (x < left || x > right || x - last < 3) continue;
      last = x;
      mark(x);
    }
  };
  const triangle = (x: number, tip: number, base: number): void => {
    on.beginPath();
    on.moveTo(x, tip);
    on.lineTo(x - 4, base);
    on.lineTo(x + 4, base);
    on.closePath();
    on.fill();
  };
  each(curve.posInf, (x) => triangle(x, top - 7, top));
  each(curve.negInf, (x) => triangle(x, bottom - 1, bottom - 8));
  each(curve.nan, (x) => {
    on.beginPath();
    on.moveTo(x - 3, bottom - 9);
    on.lineTo(x + 3, bottom - 3);
    on.moveTo(x - 3, bottom - 3);
    on.lineTo(x + 3, bottom - 9);
    on.stroke();
  });
}
