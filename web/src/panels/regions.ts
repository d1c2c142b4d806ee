import { members, type Json } from '../api/json';
import { palette } from '../theme/palette';

/** A box on a picture, as parts of its width and height. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly classID: number;
  readonly scores: readonly (readonly [string, number])[];
}

/** The classes that boxes or masks name, by their numbers. */
export type ClassLabels = ReadonlyMap<number, string>;

const number = (value: Json | undefined): number => (typeof value === 'number' ? value : NaN);

/** The boxes of one layer's file; those without a place are left out. */
export function boxesOf(file: Json, size: { width: number; height: number }): { boxes: Box[]; labels: ClassLabels } {
  const { box_data: data, class_labels: names } = members(file);
  const labels = labelsOf(names);
  const boxes = (Array.isArray(data) ? data : []).flatMap((one) => {
    const all = members(one);
    const place = placeOf(members(all['position']), all['domain'] === 'pixel' ? size : { width: 1, height: 1 });
    if (!place) return [];
    const classID = number(all['class_id']);
    const caption = typeof all['box_caption'] === 'string' ? all['box_caption'] : '';
    const scores = Object.entries(members(all['scores'])).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
    return [{ ...place, classID, label: caption || labels.get(classID) || String(all['class_id'] ?? ''), scores }];
  });
  return { boxes, labels };
}

type Place = Pick<Box, 'left' | 'top' | 'width' | 'height'>;

function placeOf(at: { [key: string]: Json }, unit: { width: number; height: number }): Place | null {
  let [left, top, width, height] = [NaN, NaN, NaN, NaN];
  if ('minX' in at) {
    [left, top] = [number(at['minX']), number(at['minY'])];
    [width, height] = [number(at['maxX']) - left, number(at['maxY']) - top];
  } else if (Array.isArray(at['middle'])) {
    [width, height] = [number(at['width']), number(at['height'])];
    [left, top] = [number(at['middle'][0]) - width / 2, number(at['middle'][1]) - height / 2];
  }
  const place = { left: left / unit.width, top: top / unit.height, width: width / unit.width, height: height / unit.height };
  return Object.values(place).every(Number.isFinite) ? place : null;
}

/** Class names by their numbers. */
export function labelsOf(value: Json | undefined): ClassLabels {
  const found = new Map<number, string>();
  for (const [id, name] of Object.entries(members(value))) if (typeof name === 'string') found.set(Number(id), name);
  return found;
}

/** The colour of a class: the same on every picture. */
export function classColour(classID: number): string {
  return palette[Math.abs(Math.trunc(classID) || 0) % palette.length] ?? '#3d7fe0';
}

/** The pixels of a mask in the classes' colours; class 0, by habit the background, stays clear when it has no name. */
export function paintMask(pixels: Uint8ClampedArray, labels: ClassLabels, hidden: ReadonlySet<number>): Set<number> {
  const present = new Set<number>();
  const colours = new Map<number, readonly [number, number, number]>();
  for (let at = 0; at < pixels.length; at += 4) {
    const id = pixels[at] as number;
    present.add(id);
    if (hidden.has(id) || (id === 0 && !labels.has(0))) {
      pixels[at + 3] = 0;
      continue;
    }
    let colour = colours.get(id);
    if (!colour) colours.set(id, (colour = components(classColour(id))));
    [pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]] = [...colour, 255];
  }
  return present;
}

export function components(colour: string): readonly [number, number, number] {
  const value = parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
