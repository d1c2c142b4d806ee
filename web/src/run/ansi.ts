/** A piece of a line in one style. */
export interface Piece {
  readonly text: string;
  /** Classes such as `fg-1`, `bg-4`, `bold`. */
  readonly classes: readonly string[];
  /** A colour outside the sixteen named ones, as CSS. */
  readonly colour: string | null;
  readonly background: string | null;
}

interface Style {
  flags: Set<string>;
  foreground: number | string | null;
  background: number | string | null;
}

const FLAGS: Record<number, string> = { 1: 'bold', 2: 'dim', 3: 'italic', 4: 'underline', 7: 'inverse', 9: 'strike' };
const ENDS: Record<number, readonly string[]> = { 22: ['bold', 'dim'], 23: ['italic'], 24: ['underline'], 27: ['inverse'], 29: ['strike'] };

/** A line with terminal escapes as pieces in styles; escapes that do more than style are left out. */
export function parseAnsi(line: string): Piece[] {
  const style: Style = { flags: new Set(), foreground: null, background: null };
  const pieces: Piece[] = [];
  let last = 0;
  const push = (end: number): void => {
    if (end > last) pieces.push(piece(line.slice(last, end), style));
  };
  // CSI sequences, OSC sequences (titles, links) up to their end, and other two-character escapes.
  for (const match of line.matchAll(/\u001b(?:\[([\d;:]*)[ -/]*([@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-_])/g)) {
    const [escape = '', parameters = '', kind] = match;
    const start = match.index ?? 0;
    push(start);
    last = start + escape.length;
    if (kind === 'm') apply(parameters, style);
  }
  push(line.length);
  return pieces;
}

/** The line without escapes. */
export function plainText(line: string): string {
  return parseAnsi(line).map((one) => one.text).join(''); // prettier-ignore
}

function apply(parameters: string, style: Style): void {
  const codes = parameters.split(/[;:]/).map((part) => Number(part || 0));
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] as number;
    if (code === 0) {
      style.flags.clear();
      style.foreground = style.background = null;
    } else if (code in FLAGS) style.flags.add(FLAGS[code] as string);
    else if (code in ENDS) for (const flag of ENDS[code] ?? []) style.flags.delete(flag);
    else if (code === 38 || code === 48) {
      const [colour, used] = extended(codes.slice(index + 1));
      if (code === 38) style.foreground = colour;
      else style.background = colour;
      index += used;
    } else if (code === 39) style.foreground = null;
    else if (code === 49) style.background = null;
    else if (code >= 30 && code <= 37) style.foreground = code - 30;
    else if (code >= 40 && code <= 47) style.background = code - 40;
    else if (code >= 90 && code <= 97) style.foreground = code - 82;
    else if (code >= 100 && code <= 107) style.background = code - 92;
  }
}

/** A colour of the 256, or of all, with how many codes told it. */
function extended(codes: readonly number[]): [number | string | null, number] {
  const [kind = 0, a = 0, b = 0, c = 0] = codes;
  if (kind === 2) return [`rgb(${a}, ${b}, ${c})`, 4];
  if (kind !== 5) return [null, codes.length];
  if (a < 16) return [a, 2];
  if (a >= 232) return [`rgb(${[0, 0, 0].map(() => (a - 232) * 10 + 8).join(', ')})`, 2];
  const level = (value: number): number => (value === 0 ? 0 : value * 40 + 55);
  const cube = a - 16;
  return [`rgb(${level(Math.floor(cube / 36))}, ${level(Math.floor(cube / 6) % 6)}, ${level(cube % 6)})`, 2];
}

function piece(text: string, style: Style): Piece {
  const classes = [...style.flags];
  if (typeof style.foreground === 'number') classes.push(`fg-${style.foreground}`);
  if (typeof style.background === 'number') classes.push(`bg-${style.background}`);
  return {
    text,
    classes,
    colour: typeof style.foreground === 'string' ? style.foreground : null,
    background: typeof style.background === 'string' ? style.background : null,
  };
}
