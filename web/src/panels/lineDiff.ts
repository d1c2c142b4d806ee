/** One line of a comparison: in both texts, or only in the first or the second. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
  /** Its numbers in the first and the second text, from 1; 0 where it is not. */
  readonly before: number;
  readonly after: number;
}

/** Beyond so many differences the middle of two texts counts as wholly different; finding more would take too long. */
const MOST_EDITS = 2000;

/** The fewest lines to remove and add that lead from one text to another (Myers). */
export function lineDiff(first: string, second: string): DiffLine[] {
  const [a, b] = [linesOf(first), linesOf(second)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const found: DiffLine[] = [];
  const same = (index: number, shift: number): void => {
    found.push({ kind: 'same', text: a[index] as string, before: index + 1, after: index + shift + 1 });
  };
  for (let index = 0; index < start; index += 1) same(index, 0);
  for (const step of edits(a.slice(start, a.length - end), b.slice(start, b.length - end))) {
    const [x, y] = [step.before + start, step.after + start];
    if (step.kind === 'same') same(x, y - x);
    else if (step.kind === 'removed') found.push({ kind: 'removed', text: a[x] as string, before: x + 1, after: 0 });
    else found.push({ kind: 'added', text: b[y] as string, before: 0, after: y + 1 });
  }
  for (let index = a.length - end; index < a.length; index += 1) same(index, b.length - a.length);
  return found;
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

type Step = { kind: DiffLine['kind']; before: number; after: number };

function edits(a: readonly string[], b: readonly string[]): Step[] {
  const total = a.length + b.length;
  const reach = new Map<number, number>([[1, 0]]);
  const history: Map<number, number>[] = [];
  for (let depth = 0; depth <= Math.min(total, MOST_EDITS); depth += 1) {
    history.push(new Map(reach));
    for (let k = -depth; k <= depth; k += 2) {
      const isDown = k === -depth || (k !== depth && (reach.get(k - 1) ?? 0) < (reach.get(k + 1) ?? 0));
      let x = isDown ? reach.get(k + 1) ?? 0 : (reach.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      reach.set(k, x);
      if (x >= a.length && x - k >= b.length) return walked(history, a.length, b.length);
    }
  }
  return [...a.map((_, before): Step => ({ kind: 'removed', before, after: 0 })), ...b.map((_, after): Step => ({ kind: 'added', before: 0, after }))];
}

/** The way that was found, from its start. */
function walked(history: readonly Map<number, number>[], endX: number, endY: number): Step[] {
  const steps: Step[] = [];
  let [x, y] = [endX, endY];
  for (let depth = history.length - 1; depth >= 0; depth -= 1) {
    const reach = history[depth] as Map<number, number>;
    const k = x - y;
    const isDown = k === -depth || (k !== depth && (reach.get(k - 1) ?? 0) < (reach.get(k + 1) ?? 0));
    const fromK = isDown ? k + 1 : k - 1;
    const fromX = reach.get(fromK) ?? 0;
    const fromY = fromX - fromK;
    while (x > fromX && y > fromY) steps.push({ kind: 'same', before: (x -= 1), after: (y -= 1) });
    if (depth > 0) steps.push(isDown ? { kind: 'added', before: x, after: (y -= 1) } : { kind: 'removed', before: (x -= 1), after: y });
  }
  return steps.reverse();
}
