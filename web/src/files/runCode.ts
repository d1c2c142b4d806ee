import { fetchArtifactFiles, fetchRunArtifacts } from '../api/artifacts';
import { fetchFiles } from '../api/run';
import { fileAddress } from '../run/fileAddress';
import type { ShownFile } from './FileBrowser';

export const codeKinds = ['diff', 'files', 'artifact', 'requirements'] as const;

/** A part of the code that a run was made with. */
export interface CodeFile extends ShownFile {
  readonly kind: (typeof codeKinds)[number];
}

/** Tells the files of one run apart, and finds the same one of another run. */
export const codeKey = (file: CodeFile): string => `${file.kind} ${file.name}`;

function kindOf(name: string): CodeFile['kind'] | null {
  if (/^diff(_[0-9a-f]+)?\.patch$|^upstream_diff_.*\.patch$/.test(name)) return 'diff';
  if (name.startsWith('code/')) return 'files';
  return name === 'requirements.txt' || name === 'conda-environment.yaml' ? 'requirements' : null;
}

/** The code that a run was made with: what differs from its commit, its files, its packages. */
export async function fetchRunCode(at: { entity: string; project: string; run: string }, signal: AbortSignal): Promise<CodeFile[]> {
  const [files, artifacts] = await Promise.all([fetchFiles(at, signal), fetchRunArtifacts(at, signal)]);
  const own = files.flatMap((file): CodeFile[] => {
    const kind = kindOf(file.name);
    return kind ? [{ ...file, kind, address: fileAddress(at, file.name) }] : [];
  });
  const saved = artifacts.made.find((one) => one.type === 'code') ?? artifacts.used.find((one) => one.type === 'code');
  const inside = saved ? (await fetchArtifactFiles({ id: saved.id, first: 500 }, signal)).files : [];
  return [...own, ...inside.map((file): CodeFile => ({ ...file, kind: 'artifact' }))];
}
