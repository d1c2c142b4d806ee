import type { Question } from './runQuestions';

/** Asks who is signed in. */
export const viewerQuestion: Question = {
  query: 'query Viewer { viewer { username entity admin teams { edges { node { name } } pageInfo { endCursor hasNextPage } } } }',
  variables: {},
};
