import { members, type Json } from '../api/json';

export type MediaKind = 'image' | 'audio' | 'video' | 'html' | 'object' | 'molecule' | 'figure';

/** One picture, sound, film or page that a run logged; its contents lie in a file of the run. */
export interface MediaItem {
  readonly kind: MediaKind;
  readonly path: string;
  readonly caption: string;
  readonly width: number;
  readonly height: number;
  readonly boxes: { readonly [layer: string]: Json };
  readonly masks: { readonly [layer: string]: Json };
}

const KINDS: { readonly [type: string]: MediaKind } = {
  'image-file': 'image', 'images/separated': 'image', 'audio-file': 'audio', audio: 'audio', 'video-file': 'video', videos: 'video',
  'html-file': 'html', html: 'html', 'object3D-file': 'object', object3D: 'object', 'molecule-file': 'molecule',
  molecule: 'molecule', 'plotly-file': 'figure', 'bokeh-file': 'figure',
}; // prettier-ignore

/** Under which names lists of media keep their members. */
const LISTS = ['filenames', 'audio', 'videos', 'html', 'objects', 'molecules'];

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const size = (value: Json | undefined): number => (typeof value === 'number' && value > 0 ? value : 0);

/** The items of a logged value, in order; none for what is no media. */
export function mediaItems(value: Json): MediaItem[] {
  const all = members(value);
  const kind = KINDS[text(all['_type'])];
  if (!kind) return [];
  const common = { width: size(all['width']), height: size(all['height']) };
  const list = LISTS.map((name) => all[name]).find((one): one is Json[] => Array.isArray(one));
  if (!list) {
    const path = text(all['path']);
    return path ? [{ kind, path, caption: captionOf(all['caption'], 0), ...common, boxes: members(all['boxes']), masks: members(all['masks']) }] : [];
  }
  return list.flatMap((one, index) => {
    const inner = members(one);
    const path = typeof one === 'string' ? one : text(inner['path']);
    const caption = captionOf(inner['caption'], 0) || captionOf(all['captions'] ?? all['caption'], index);
    const [boxes, masks] = [memberAt(all['all_boxes'], index), memberAt(all['all_masks'], index)];
    return path ? [{ kind, path, caption, ...common, boxes, masks }] : [];
  });
}

const memberAt = (value: Json | undefined, index: number): { [layer: string]: Json } => members(Array.isArray(value) ? value[index] : undefined);

function captionOf(value: Json | undefined, index: number): string {
  return Array.isArray(value) ? text(value[index]) : text(value);
}

/** Where a file of a run is; a path that somebody logged cannot lead out of the run. */
export function fileAddress(at: { entity: string; project: string }, run: string, path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  return `/files/${[at.entity, at.project, run, ...parts].map(encodeURIComponent).join('/')}`;
}

/** The index of the sample at a step, or of the last one before it; -1 when there is none. */
export function sampleAt(samples: readonly { readonly step: number }[], step: number): number {
  let index = -1;
  for (let next = 0; next < samples.length && (samples[next] as { step: number }).step <= step; next += 1) index = next;
  return index;
}
