/** The parts of a path, as people read them. */
export const partsOf = (pathname: string): string[] => pathname.split('/').filter(Boolean).map(decode);

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Words that cannot be the name of a user or a team. */
export const isOwnWord = (first: string | undefined): boolean => first === 'settings' || first === 'admin' || first === 'authorize';

/** Whether an address is that of a project's workspace. */
export function isWorkspace([entity, project, kind, name]: readonly string[]): boolean {
  if (project === undefined || entity === 'embed' || isOwnWord(entity) || (project === 'projects' && kind === undefined)) return false;
  return kind === undefined || (kind === 'workspace' && name === undefined) || (kind === 'runs' && name === undefined);
}
