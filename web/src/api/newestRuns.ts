import type { PageWish, RowListing } from './runQuestions';

/** How many runs a list asks for at a time. */
export const RUNS_A_PAGE = 100;

/** What a project's list of runs asks for before anybody chooses others. */
export const newestRuns = (entity: string, project: string, keys: readonly string[] = []): { listing: RowListing; page: PageWish } => ({
  listing: { entity, project, filters: '{}', order: '-created_at', keys },
  page: { first: RUNS_A_PAGE, after: null },
});
