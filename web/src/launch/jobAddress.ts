import { pathTo } from '../app/router';

/** A job's page, from its name as specs write it: ENTITY/PROJECT/NAME:VERSION. */
export function jobAddress(job: string): string | null {
  const parts = job.split('/');
  if (parts.length !== 3) return null;
  const [entity = '', project = '', name = ''] = parts;
  const colon = name.lastIndexOf(':');
  return colon < 0 ? pathTo(entity, project, 'jobs', name) : pathTo(entity, project, 'jobs', name.slice(0, colon), name.slice(colon + 1));
}
