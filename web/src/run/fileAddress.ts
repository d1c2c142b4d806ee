/** Where a run's file is got from. */
export function fileAddress(at: { entity: string; project: string; run: string }, name: string): string {
  return `/files/${[at.entity, at.project, at.run, ...name.split('/')].map(encodeURIComponent).join('/')}`;
}
