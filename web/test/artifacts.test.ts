import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { layOut, NODE_WIDTH, type LineageNode } from '../src/artifacts/lineageLayout';
import { listFolder } from '../src/files/fileTree';

const node = (id: string): LineageNode => ({ id, kind: 'artifact', label: id, detail: '', href: '/' });

test('a lineage skips empty columns, centres the others and draws links from left to right', () => {
  const layout = layOut([[], [node('run')], [node('me')], [node('a'), node('b')], [node('me')]], [['run', 'me'], ['me', 'a'], ['me', 'b'], ['b', 'me'], ['a', 'gone']]);
  deepEqual(layout.nodes.map((one) => one.id), ['run', 'me', 'a', 'b']);
  deepEqual(layout.links.map(([from, to]) => from.id + to.id), ['runme', 'mea', 'meb']);
  const [run, me, a, b] = layout.nodes;
  ok(run && me && a && b);
  equal(run.x, 0);
  ok(me.x > NODE_WIDTH && a.x === b.x && a.x > me.x);
  equal(me.y, (a.y + b.y) / 2);
});

test('a folder lists its files and folders with what they hold', () => {
  const files = ['b.txt', 'a/1.png', 'a/10.png', 'a/2.png', 'a/deep/x', 'ab/y'].map((name) => ({ name, sizeBytes: 10 }));
  const root = listFolder(files, '');
  deepEqual(root.folders.map(({ path, files: count, bytes }) => [path, count, bytes]), [['a', 4, 40], ['ab', 1, 10]]);
  deepEqual(root.files.map((file) => file.name), ['b.txt']);
  const inner = listFolder(files, 'a');
  deepEqual(inner.files.map((file) => file.name), ['a/1.png', 'a/2.png', 'a/10.png']);
  deepEqual(inner.folders.map((folder) => folder.path), ['a/deep']);
});
