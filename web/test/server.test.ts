import './browser';
import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { askEarly } from '../src/api/early';
import { newestRuns } from '../src/api/newestRuns';
import { rowsQuestion } from '../src/api/runQuestions';
import { moveRuns } from '../src/api/runEdits';
import { RunQuery } from '../src/filter/RunQuery';
import { fetchGroups } from '../src/api/runGroups';
import { fetchRows } from '../src/api/runRows';
import { viewer } from '../src/app/session';
import { fieldSource } from '../src/filter/fieldSource';
import { viewStore } from '../src/views/viewStore';

interface Asked {
  query: string;
  variables: Record<string, unknown>;
}

const page = (...nodes: unknown[]): unknown => ({ edges: nodes.map((node) => ({ node })), pageInfo: { endCursor: 'c', hasNextPage: true }, totalCount: 7 });
const view = { id: 'v1', displayName: 'Mine', spec: '{"version":1,"query":"q=x"}', isShared: true, readOnly: false, user: { username: 'ada' } };
const run = { id: 'i', name: 'r', displayName: 'run', state: 'finished', createdAt: '', heartbeatAt: '', notes: null, description: null, tags: null, group: null,
  jobType: null, host: null, sweepName: null, commit: null, exitcode: null, user: null }; // prettier-ignore

/** What the server answers, by the operation's name. */
const answers: Record<string, (asked: Asked) => unknown> = {
  RunRows: () => ({ project: { runs: page({ ...run, values: '[0.1,NaN,null]' }) } }),
  RunGroups: () => ({ project: { runGroups: page({ values: '["adamw"]', count: 3, aggregates: '[0.5,null]' }) } }),
  RunFields: ({ variables }) => ({ project: { runFields: [{ key: `${String(variables['search'])}lr`, types: ['number'] }, { key: `${String(variables['search'])}_x`, types: ['number'] }, { key: 'config.dict', types: [] }] } }),
  Views: () => ({ project: { allViews: page(view) } }),
  SaveView: () => ({ upsertView: { view } }),
  MoveRuns: () => ({ moveRuns: { success: true } }),
};

const asked: Asked[] = [];
globalThis.fetch = ((_: string, init: { body: string }) => {
  const request = JSON.parse(init.body) as Asked;
  const operation = /(?:query|mutation) (\w+)/.exec(request.query)?.[1] ?? '';
  asked.push(request);
  return Promise.resolve(new Response(JSON.stringify({ data: answers[operation]?.(request) })));
}) as unknown as typeof fetch;

const last = (): Asked => asked[asked.length - 1] as Asked;
const signal = new AbortController().signal;
const at = { entity: 'ada', project: 'p' };

test('the server picks values and jumps', async () => {
  const keys = ['config.lr', 'summary_metrics.loss', 'summary_metrics.x'];
  const found = await fetchRows({ ...at, filters: '{}', order: '-created_at', keys }, { first: 100, after: null, offset: 700 });
  deepEqual([...(found?.rows[0]?.values ?? [])], [['config.lr', 0.1], ['summary_metrics.loss', NaN], ['summary_metrics.x', null]]);
  ok(last().query.includes('values(keys: $keys)'));
  deepEqual([last().variables['keys'], last().variables['offset']], [keys, 700]);
});

test('the server makes groups and their aggregates', async () => {
  const aggregates = [{ name: 'mean', key: 'summary_metrics.loss' }, { name: 'max', key: 'duration' }] as const;
  const found = await fetchGroups({ ...at, filters: '{}', by: 'config.optimizer.name', aggregates, isDescending: true }, signal);
  deepEqual(found, { groups: [{ value: 'adamw', count: 3, aggregates: [0.5, null] }], total: 7 });
  deepEqual([last().variables['by'], last().variables['aggregates'], last().variables['order']], [['config.optimizer.name'], ['mean:summary_metrics.loss', 'max:duration'], '-config.optimizer.name']);
});

test('fields come from both sections, without what is no value', async () => {
  deepEqual(await fieldSource('ada', 'p').search(''), ['config.lr', 'summary_metrics.lr']);
});

test('views are kept by the server, runs moved in portions', async () => {
  viewer.value = { username: 'ada', entity: 'ada', admin: false, teams: [] };
  const store = viewStore('ada', 'p', 'table');
  const mine = { id: 'v1', name: 'Mine', query: 'q=x', isShared: true, readOnly: false, author: 'ada' };
  equal(await store.canShare(), true);
  deepEqual(await store.list(), [mine]);
  equal(last().variables['type'], 'roost-table');
  deepEqual(await store.save({ id: null, name: 'Mine', query: 'q=x', isShared: true }), mine);
  deepEqual(last().variables['input'], { entityName: 'ada', projectName: 'p', type: 'roost-table', displayName: 'Mine', spec: '{"version":1,"query":"q=x"}', isShared: true });
  const before = asked.length;
  await moveRuns(Array.from({ length: 1500 }, (_, index) => String(index)), 'ada', 'other');
  deepEqual(asked.slice(before).map((one) => (one.variables['ids'] as string[]).length), [1000, 500]);
});

test('what is asked before the UI is there is what its lists ask for', async () => {
  const { listing, page: wish } = newestRuns('ada', 'p', ['config.lr']);
  const query = new RunQuery();
  deepEqual([listing.filters, listing.order], [query.filters(), query.order]);
  askEarly(rowsQuestion(listing, wish));
  const before = asked.length;
  await fetchRows({ ...at, filters: query.filters(), order: query.order, keys: ['config.lr'] }, { first: 100, after: null });
  equal(asked.length, before, 'the early answer is taken');
  await fetchRows({ ...at, filters: query.filters(), order: query.order, keys: ['config.lr'] }, { first: 100, after: null });
  equal(asked.length, before + 1, 'and only once');
});
