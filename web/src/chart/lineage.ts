import { nearest } from './curve';
import type { Line, Mark } from './model';
import type { Surface } from './surface';
import type { View } from './view';

const RADIUS = 4;
const REACH = 10;
const MOST_NOTES = 6;

/** The marks of a line that are in the plot, each on its line. */
function placed(view: View, { curve, marks = [] }: Line): { mark: Mark; left: number; top: number }[] {
  const { x, y, plot } = view;
  return marks.flatMap((mark) => {
    const index = nearest(curve, mark.x);
    if (index < 0 || mark.x < x.low || mark.x > x.high) return [];
    const top = y.at(view.values(curve)[index] as number);
    return top >= plot.top - 1 && top <= plot.bottom + 1 ? [{ mark, left: x.at(mark.x), top }] : [];
  });
}

/** Marks on a line: a ring where it left another one or another one leaves it, an arrowhead back where it was rewound. */
export function paintLineage(on: Surface, view: View, line: Line, background: string): void {
  if (!line.marks) return;
  on.globalAlpha = 1;
  on.lineWidth = 1.8;
  on.strokeStyle = line.colour;
  for (const { mark, left, top } of placed(view, line)) {
    on.fillStyle = mark.kind === 'branch' ? line.colour : background;
    on.beginPath();
    if (mark.kind === 'rewind') {
      on.moveTo(left - RADIUS - 2, top);
      on.lineTo(left + RADIUS - 1, top - RADIUS - 0.5);
      on.lineTo(left + RADIUS - 1, top + RADIUS + 0.5);
      on.closePath();
    } else {
      on.arc(left, top, mark.kind === 'branch' ? RADIUS - 1 : RADIUS, 0, 2 * Math.PI);
    }
    on.fill();
    on.stroke();
  }
}

/** What the marks near a place say. */
export function notesAt(view: View, at: { left: number; top: number }): string[] {
  const near = view.lines.flatMap((line) => (line.marks ? placed(view, line) : []))
    .map(({ mark, left, top }) => ({ text: mark.text, distance: Math.hypot(left - at.left, top - at.top) }))
    .filter(({ distance }) => distance <= REACH)
    .sort((a, b) => a.distance - b.distance); // prettier-ignore
  return [...new Set(near.map(({ text }) => text))].slice(0, MOST_NOTES);
}
