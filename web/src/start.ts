/** A script of its own, far smaller than the UI: while the browser still reads that, it asks what will be shown first. */
import { askEarly } from './api/early';
import { newestRuns } from './api/newestRuns';
import { countQuestion, rowsQuestion } from './api/runQuestions';
import { viewerQuestion } from './api/viewerQuestion';
import { isWorkspace, partsOf } from './app/places';
import { boardName, readEarly } from './pictures/readPictures';
import { readColumns, valueKeysOf } from './table/columns';

/** Parameters with which other runs are shown than the newest. */
const choices = ['q', 'regex', 'state', 'filter', 'sort', 'group'];

const path = partsOf(location.pathname);
const [entity, project, kind] = path;
const query = new URLSearchParams(location.search);
if (entity !== undefined && project !== undefined && isWorkspace(path)) readEarly(boardName(entity, project));
// A panel in the frame of another site knows no session.
if (entity !== 'embed') askEarly(viewerQuestion);
if (entity !== undefined && project !== undefined && !choices.some((name) => query.has(name))) {
  if (isWorkspace(path)) {
    const { listing, page } = newestRuns(entity, project);
    askEarly(rowsQuestion(listing, page));
    askEarly(countQuestion(listing));
  } else if (kind === 'table') {
    const { listing, page } = newestRuns(entity, project, valueKeysOf(readColumns(query.get('cols') ?? '')));
    askEarly(rowsQuestion(listing, page));
  }
}
