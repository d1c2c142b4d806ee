import { members, type Json } from '../api/json';

/** Points and edges in space. */
export interface Scene {
  /** x, y, z of each point. */
  readonly points: Float32Array;
  /** A colour of each point. */
  readonly colours: readonly string[];
  /** Pairs of points that lines connect, as indices. */
  readonly edges: Uint32Array;
  /** The points from here on are only corners of lines. */
  readonly dots: number;
}

const MOST_POINTS = 200_000;
const BOX = [[0, 1], [0, 2], [0, 4], [1, 3], [1, 5], [2, 3], [2, 6], [3, 7], [4, 5], [4, 6], [5, 7], [6, 7]] as const; // prettier-ignore
const CATEGORIES = ['#3d7fe0', '#e07b1f', '#0f9d8a', '#c2549f', '#8a6fe0', '#5f9422', '#d8504a', '#2596b8'];

const number = (value: Json | undefined): number => (typeof value === 'number' ? value : 0);

/** A logged cloud of points, plain or with boxes; null for what is none. */
export function cloudScene(value: Json): Scene | null {
  const all = members(value);
  const points = Array.isArray(value) ? value : all['points'];
  if (!Array.isArray(points)) return null;
  const places: number[] = [];
  const colours: string[] = [];
  const stride = Math.max(1, Math.ceil(points.length / MOST_POINTS));
  for (let index = 0; index < points.length; index += stride) {
    const point = points[index];
    if (!Array.isArray(point)) continue;
    places.push(number(point[0]), number(point[1]), number(point[2]));
    if (point.length >= 6) colours.push(`rgb(${[3, 4, 5].map((at) => Math.round(number(point[at]))).join(', ')})`);
    else colours.push(CATEGORIES[Math.abs(Math.round(number(point[3]) - 1)) % CATEGORIES.length] ?? '#3d7fe0');
  }
  const dots = colours.length;
  const edges: number[] = [];
  for (const box of Array.isArray(all['boxes']) ? all['boxes'] : []) {
    const { corners, color } = members(box);
    if (!Array.isArray(corners) || corners.length !== 8) continue;
    const first = colours.length;
    const colour = Array.isArray(color) ? `rgb(${color.map((one) => Math.round(number(one))).join(', ')})` : '#e07b1f';
    for (const corner of corners) {
      places.push(...[0, 1, 2].map((at) => number(Array.isArray(corner) ? corner[at] : undefined)));
      colours.push(colour);
    }
    for (const [from, to] of BOX) edges.push(first + from, first + to);
  }
  return { points: Float32Array.from(places), colours, edges: Uint32Array.from(edges), dots };
}

/** The edges of an OBJ file's faces. */
export function meshScene(text: string): Scene | null {
  const places: number[] = [];
  const edges: number[] = [];
  for (const line of text.split('\n')) {
    const [kind, ...parts] = line.trim().split(/\s+/);
    if (kind === 'v') places.push(...[0, 1, 2].map((at) => Number(parts[at]) || 0));
    else if (kind === 'f' || kind === 'l') {
      const corners = parts.map((part) => parseInt(part, 10)).map((index) => (index < 0 ? places.length / 3 + index : index - 1));
      corners.forEach((corner, at) => {
        if (at > 0 || kind === 'f') edges.push(corners[at === 0 ? corners.length - 1 : at - 1] as number, corner);
      });
    }
  }
  const count = places.length / 3;
  if (count === 0) return null;
  const known = edges.every((index) => index >= 0 && index < count) ? edges : [];
  return { points: Float32Array.from(places), colours: new Array<string>(count).fill('#3d7fe0'), edges: Uint32Array.from(known), dots: known.length > 0 ? 0 : count };
}

/** Where points stand on a picture when one looks from an angle: x, y, and the depth by which near ones cover far ones. */
export function projected(points: Float32Array, turn: number, tilt: number): Float32Array {
  const [low, high] = [[Infinity, Infinity, Infinity], [-Infinity, -Infinity, -Infinity]];
  for (let at = 0; at < points.length; at += 1) {
    low[at % 3] = Math.min(low[at % 3] as number, points[at] as number);
    high[at % 3] = Math.max(high[at % 3] as number, points[at] as number);
  }
  const centre = low.map((value, axis) => (value + (high[axis] as number)) / 2);
  const span = Math.hypot(...low.map((value, axis) => (high[axis] as number) - value)) || 1;
  const [sinTurn, cosTurn, sinTilt, cosTilt] = [Math.sin(turn), Math.cos(turn), Math.sin(tilt), Math.cos(tilt)];
  const found = new Float32Array(points.length);
  for (let at = 0; at < points.length; at += 3) {
    const [x, y, z] = [0, 1, 2].map((axis) => ((points[at + axis] as number) - (centre[axis] as number)) / span) as [number, number, number];
    const across = x * cosTurn - y * sinTurn;
    const away = x * sinTurn + y * cosTurn;
    found[at] = across;
    found[at + 1] = z * cosTilt - away * sinTilt;
    found[at + 2] = away * cosTilt + z * sinTilt;
  }
  return found;
}

/** From where one looks: turned around what is up, tilted from above, and how near. */
export interface ViewAngle {
  readonly turn: number;
  readonly tilt: number;
  readonly zoom: number;
}

/** Paints points, the far ones first, and edges; says how many points there were. */
export function paintScene(on: CanvasRenderingContext2D, shown: Scene, size: { width: number; height: number }, { turn, tilt, zoom }: ViewAngle): string {
  const { width, height } = size;
  const places = projected(shown.points, turn, tilt);
  const factor = Math.min(width, height) * 0.9 * zoom;
  const x = (index: number): number => width / 2 + (places[index * 3] as number) * factor;
  const y = (index: number): number => height / 2 - (places[index * 3 + 1] as number) * factor;
  const order = Uint32Array.from({ length: shown.dots }, (_, index) => index);
  if (shown.dots <= 20_000) order.sort((a, b) => (places[b * 3 + 2] as number) - (places[a * 3 + 2] as number));
  const dot = shown.dots > 3000 ? 1.5 : 3;
  for (const index of order) {
    on.fillStyle = shown.colours[index] as string;
    on.fillRect(x(index) - dot / 2, y(index) - dot / 2, dot, dot);
  }
  on.globalAlpha = 0.8;
  for (let at = 0; at < shown.edges.length; at += 2) {
    const [from, to] = [shown.edges[at] as number, shown.edges[at + 1] as number];
    on.strokeStyle = shown.colours[from] as string;
    on.beginPath();
    on.moveTo(x(from), y(from));
    on.lineTo(x(to), y(to));
    on.stroke();
  }
  on.globalAlpha = 1;
  return String(shown.points.length / 3);
}
