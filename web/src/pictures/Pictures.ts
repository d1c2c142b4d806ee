import { shallowRef, type ReadRef } from 'vue';
import { PictureDatabase } from './PictureDatabase';
import { readPictures, type BoardPictures, type Picture } from './readPictures';

/** So many of a board's charts are kept: those that a large screen shows at once, and some more. */
const MOST = 40;
/** Whoever opens a board does not wait longer for its pictures than the charts themselves would take. */
const PATIENCE_MS = 400;
/** Keeping is put off until the charts of a screen are painted. */
const PAUSE_MS = 800;

/**
 * The charts of a board as this browser painted them the last time. Where the data of all runs is what it was then, the
 * pictures stand on the screen at once, and the curves come when somebody points at the board or uses the keyboard.
 */
export class Pictures {
  private readonly ready = shallowRef(false);
  private readonly touched = shallowRef(false);
  private known: BoardPictures = new Map();
  private readonly waiting = new Map<string, () => Promise<void>>();
  /** How often each panel was painted. */
  private readonly turns = new Map<string, number>();
  private timer = 0;

  /** Without a board nothing is kept. */
  constructor(private readonly board: string | null, private readonly database = new PictureDatabase()) {
    if (board === null) this.ready.value = true;
    else void this.open(board);
  }

  private async open(board: string): Promise<void> {
    setTimeout(() => (this.ready.value = true), PATIENCE_MS);
    try {
      this.known = await readPictures(board);
    } catch {
      // Where the browser keeps nothing, or what it kept is damaged, the charts are painted anew.
    }
    this.ready.value = true;
  }

  /** Whether it is known which pictures there are. */
  get isReady(): ReadRef<boolean> {
    return this.ready;
  }

  /** Whether somebody has begun to use the board, so that the curves themselves are needed. */
  get isTouched(): ReadRef<boolean> {
    return this.touched;
  }

  touch(): void {
    this.touched.value = true;
  }

  /** The picture of a panel, if it is the one that `key` names. */
  of(panel: string, key: string): Picture | null {
    const found = this.ready.value ? this.known.get(panel) : undefined;
    return found?.key === key ? found : null;
  }

  /** Notes what a panel's canvas shows since just now, and keeps it soon; nothing where `key` is null. */
  painted(panel: string, key: string | null, lines: number, canvas: HTMLCanvasElement): void {
    const { board } = this;
    const turn = (this.turns.get(panel) ?? 0) + 1;
    this.turns.set(panel, turn);
    this.waiting.delete(panel);
    if (board === null || key === null || this.known.get(panel)?.key === key) return;
    this.waiting.set(panel, async () => {
      // Something else may have been painted since.
      if (this.turns.get(panel) !== turn) return;
      const image = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
      if (!image || !canvas.isConnected) return;
      this.known.delete(panel);
      this.known.set(panel, { key, lines, bitmap: await createImageBitmap(image) });
      await this.database.write({ board, panel, key, lines, image });
      const [oldest] = this.known.keys();
      if (this.known.size <= MOST || oldest === undefined) return;
      this.known.delete(oldest);
      await this.database.remove(board, oldest);
    });
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.write(), PAUSE_MS);
  }

  private async write(): Promise<void> {
    const work = [...this.waiting.values()];
    this.waiting.clear();
    try {
      for (const one of work) await one();
    } catch {
      // A browser that keeps nothing paints anew.
    }
  }
}
