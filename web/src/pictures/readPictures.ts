import { PictureDatabase } from './PictureDatabase';

/** A chart as it was painted before. */
export interface Picture {
  /** Names everything that the drawing depends on. */
  readonly key: string;
  readonly bitmap: ImageBitmap;
  readonly lines: number;
}

/** The pictures of a board by their panels. */
export type BoardPictures = Map<string, Picture>;

/** What is being read since before the UI itself was there. Two scripts share it. */
const shared = globalThis as { roostPictures?: { readonly board: string; readonly pictures: Promise<BoardPictures> } };

export const boardName = (entity: string, project: string): string => `${entity}/${project}`;

async function read(board: string): Promise<BoardPictures> {
  const records = await new PictureDatabase().read(board);
  return new Map(await Promise.all(records.map(async ({ panel, key, lines, image }): Promise<[string, Picture]> =>
    [panel, { key, lines, bitmap: await createImageBitmap(image) }]))); // prettier-ignore
}

/** Begins to read, for the page that will ask. */
export function readEarly(board: string): void {
  const pictures = read(board);
  // Where the browser keeps nothing, or what it kept is damaged, the charts are painted anew.
  pictures.catch(() => undefined);
  shared.roostPictures = { board, pictures };
}

export function readPictures(board: string): Promise<BoardPictures> {
  const early = shared.roostPictures;
  delete shared.roostPictures;
  return early?.board === board ? early.pictures : read(board);
}
