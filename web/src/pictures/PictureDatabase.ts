/** A painted chart in this browser's store. */
export interface PictureRecord {
  readonly board: string;
  readonly panel: string;
  readonly key: string;
  readonly lines: number;
  readonly image: Blob;
}

const NAME = 'roost';
const STORE = 'pictures';
/** So many pictures are kept of all boards; those that were painted longest ago go first. */
const MOST = 400;

/** Whether somebody has signed out of this page, after which it keeps nothing. */
let isForgotten = false;

/** Where painted charts are kept between visits. */
export class PictureDatabase {
  private opened: Promise<IDBDatabase> | null = null;

  private open(): Promise<IDBDatabase> {
    if (isForgotten) return Promise.reject(new Error('The pictures of this page are forgotten.'));
    this.opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(STORE, { keyPath: ['board', 'panel'] }).createIndex('at', 'at');
      };
      request.onsuccess = () => {
        // Whoever signs out in another tab must not wait for this one.
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
      request.onerror = () => reject(request.error);
    });
    return this.opened;
  }

  async read(board: string): Promise<PictureRecord[]> {
    const store = (await this.open()).transaction(STORE).objectStore(STORE);
    return answer(store.getAll(IDBKeyRange.bound([board], [board, []])) as IDBRequest<PictureRecord[]>);
  }

  async write(record: PictureRecord): Promise<void> {
    const store = (await this.open()).transaction(STORE, 'readwrite').objectStore(STORE);
    store.put({ ...record, at: Date.now() });
    if ((await answer(store.count())) <= MOST) return;
    const oldest = await answer(store.index('at').openKeyCursor());
    if (oldest) await answer(store.delete(oldest.primaryKey));
  }

  async remove(board: string, panel: string): Promise<void> {
    const store = (await this.open()).transaction(STORE, 'readwrite').objectStore(STORE);
    await answer(store.delete([board, panel]));
  }
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Forgets all pictures, when somebody signs out. */
export function forgetPictures(): Promise<void> {
  isForgotten = true;
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });
}
