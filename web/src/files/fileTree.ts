export interface FileEntry {
  readonly name: string;
  readonly sizeBytes: number | string;
}

export interface Folder {
  readonly name: string;
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
}

export interface Listing<F extends FileEntry> {
  readonly folders: readonly Folder[];
  readonly files: readonly F[];
}

/** What lies directly in a folder, which is named by its path without a slash at its end; '' is the root. */
export function listFolder<F extends FileEntry>(all: readonly F[], path: string): Listing<F> {
  const start = path === '' ? '' : `${path}/`;
  const folders = new Map<string, { files: number; bytes: number }>();
  const files: F[] = [];
  for (const file of all) {
    if (!file.name.startsWith(start)) continue;
    const rest = file.name.slice(start.length);
    const slash = rest.indexOf('/');
    if (slash < 0) {
      files.push(file);
      continue;
    }
    const name = rest.slice(0, slash);
    const folder = folders.get(name) ?? { files: 0, bytes: 0 };
    folder.files += 1;
    folder.bytes += Number(file.sizeBytes);
    folders.set(name, folder);
  }
  const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name, undefined, { numeric: true });
  return {
    folders: [...folders].map(([name, sums]) => ({ name, path: start + name, ...sums })).sort(byName),
    files: files.sort(byName),
  };
}
