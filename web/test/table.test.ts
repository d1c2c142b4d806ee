import './browser';
import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../src/api/json';
import type { RunRow } from '../src/api/runRows';
import { differences } from '../src/compare/differences';
import { withTags } from '../src/table/actions';
import { aggregate, groupValues } from '../src/filter/aggregate';
import { moved, placed, readColumns, standardColumn, standardColumns, visibleSpan, writeColumns } from '../src/table/columns';
import { csvLine, objectOf } from '../src/table/exportRuns';
import { Folds } from '../src/table/Folds';
import { PendingChanges } from '../src/table/PendingChanges';
import { queryOfSpec } from '../src/views/viewStore';

const run = (change: Partial<RunRow> = {}): RunRow => ({
  id: 'x', name: 'r1', displayName: 'one', state: 'finished', createdAt: '2026-01-01T00:00:00Z', heartbeatAt: '2026-01-01T00:01:30Z', notes: null, description: null,
  tags: ['a', 'b'], group: null, jobType: null, host: null, sweepName: null, commit: null, exitcode: 0, user: null, values: new Map(), ...change,
}); // prettier-ignore

test('columns survive the address, with any letters in their keys', () => {
  const columns = [
    { ...standardColumn('display_name'), width: 310 },
    { ...standardColumn('config.a,b~c:d!e%'), isPinned: true },
    { ...standardColumn('summary_metrics.loss'), aggregate: 'min' as const },
    { ...standardColumn('summary_metrics.acc'), aggregate: null },
    standardColumn('state'),
  ];
  deepEqual(readColumns(writeColumns(columns)), columns);
  equal(writeColumns(columns.slice(2)), 'summary_metrics.loss~min,summary_metrics.acc~none,state');
  deepEqual(readColumns(',state,state,'), [standardColumn('state')]);
  equal(readColumns('state:2')[0]?.width, 56);
});

test('a column takes the place of another, and is pinned where that is', () => {
  const columns = [standardColumn('display_name'), standardColumn('state'), standardColumn('host')];
  deepEqual(moved(columns, 'host', 'state').map((one) => one.key), ['display_name', 'host', 'state']);
  deepEqual(moved(columns, 'host', 'display_name').map((one) => one.isPinned), [true, true, false]);
  deepEqual(moved(columns, 'state', null).map((one) => one.key), ['display_name', 'host', 'state']);
  deepEqual(placed(columns).pinned.map((one) => one.key), ['display_name']);
  const standard = standardColumns(['config.lr', 'summary_metrics.loss']).map((one) => one.key);
  deepEqual(standard.slice(-2), ['summary_metrics.loss', 'config.lr']);
});

test('only what is between the edges is in the page', () => {
  const widths = [100, 100, 100, 100];
  deepEqual(visibleSpan(widths, 0, 400), [0, 4]);
  deepEqual(visibleSpan(widths, 100, 200), [1, 2]);
  deepEqual(visibleSpan(widths, 150, 201), [1, 3]);
  deepEqual(visibleSpan(widths, 500, 600), [0, 0]);
  deepEqual(visibleSpan([], 0, 100), [0, 0]);
});

test('aggregates leave out what is no finite number', () => {
  const values: Json[] = [3, 1, 2, null, 'x', NaN, Infinity, true];
  deepEqual((['mean', 'min', 'max', 'median', 'sum', 'count'] as const).map((name) => aggregate(name, values)), [2, 1, 3, 2, 6, 3]);
  ok(Math.abs((aggregate('std', values) ?? 0) - Math.sqrt(2 / 3)) < 1e-12);
  equal(aggregate('mean', [null]), null);
  equal(aggregate('median', [1, 2, 3, 10]), 2.5);
});

test('groups stand in the order of their values, what has none last', () => {
  const things: Json[] = ['b', null, 10, 'a', 9, 'b'];
  deepEqual(groupValues(things, (one) => one).map(({ value, members }) => [value, members.length]), [[9, 1], [10, 1], ['a', 1], ['b', 2], [null, 1]]);
  deepEqual(groupValues([1, null, 2], (one) => one, true).map((group) => group.value), [2, 1, null]);
});

test('what is exported is what was logged, and no formula', () => {
  equal(csvLine(['a,"b"', 1.5, null, true, ['x'], NaN]), '"a,""b""",1.5,,true,"[""x""]",NaN');
  equal(csvLine(['=1+1', '-5', '-x', '@a', '+1', 'two\nlines']), `'=1+1,-5,'-x,'@a,+1,"two\nlines"`);
  const row = run({ values: new Map<string, Json>([['config.lr', 0.1], ['summary_metrics.loss', NaN]]) });
  deepEqual(objectOf(row, ['display_name', 'duration', 'config.lr', 'summary_metrics.loss', 'tags']), {
    id: 'r1', display_name: 'one', duration: 90, config: { lr: 0.1 }, summary: { loss: 'NaN' }, tags: ['a', 'b'],
  }); // prettier-ignore
});

test('tags are added once and taken away', () => {
  deepEqual(withTags(run(), ['b', 'c'], ['a']), ['b', 'c']);
});

test('differences tell apart what JSON has no words for', () => {
  const rows = differences([{ a: NaN, b: { c: 1 } }, { a: null, b: { c: 1 }, d: 'x' }]);
  deepEqual(rows.map((row) => [row.key, row.differs]), [['a', true], ['b.c', false], ['d', true]]);
});

test('a view of another program opens as nothing', () => {
  equal(queryOfSpec('{"version":1,"query":"q=x"}'), 'q=x');
  equal(queryOfSpec('{"section":{}}'), '');
  equal(queryOfSpec('broken'), '');
});

test('groups are open as they were left, or all, or none', () => {
  const folds = new Folds();
  folds.toggle('a');
  deepEqual(['a', 'b'].map((id) => folds.isOpen(id)), [true, false]);
  folds.setAll(true);
  folds.toggle('b');
  deepEqual(['a', 'b', 'c'].map((id) => folds.isOpen(id)), [true, false, true]);
  folds.forget();
  equal(folds.isOpen('b'), true);
  folds.setAll(false);
  equal(folds.isOpen('a'), false);
});

test('a change shows until the server has taken the last one of the run', () => {
  const pending = new PendingChanges();
  const before = run({ id: '1', notes: 'old', tags: ['x'] });
  pending.add('1', { notes: 'new' });
  pending.add('1', { tags: ['y'] });
  pending.end('1');
  deepEqual(pending.applied(before), { ...before, notes: 'new', tags: ['y'] });
  pending.end('1');
  equal(pending.applied(before), before);
  equal(pending.applied(undefined), undefined);
});
