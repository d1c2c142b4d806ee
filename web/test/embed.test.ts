import './browser';
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { embedAddress, embeddingIn, frameLine } from '../src/embed/embedAddress';

const at = { entity: 'ada', project: 'vision', stream: 'metrics' as const };
const spec = { id: '+abc', kind: 'line' as const, title: 'All: "losses" & more', keys: ['train/loss', 'a:b'], options: { logy: 'on', x: 'metric:epoch', clip: '' } };
const queryOf = (address: string): URLSearchParams => new URL(address, 'http://roost').searchParams;

test('the address of an embedded panel is read as it was written', () => {
  const page = { path: ['ada', 'vision'], query: new URLSearchParams('q=fox&board=xyz&smooth=ema&panels=loss&except=a,b') };
  const address = embedAddress(at, spec, ['r1', 'r2'], page);
  equal(new URL(address, 'http://roost').pathname, '/embed/ada/vision');
  const found = embeddingIn(queryOf(address));
  deepEqual(found, { panel: { ...spec, id: 'embedded', options: { logy: 'on', x: 'metric:epoch' } }, runs: [], stream: 'metrics' });
  const kept = ['q', 'smooth', 'except', 'board', 'panels'].map((name) => queryOf(address).get(name));
  deepEqual(kept, ['fox', 'ema', 'a,b', null, null], 'what chooses runs and draws curves stays, what is about other panels goes');
});

test('pages of chosen runs name them', () => {
  const page = { path: ['ada', 'vision', 'runs', 'r1', 'system'], query: new URLSearchParams() };
  const found = embeddingIn(queryOf(embedAddress({ ...at, stream: 'system' }, spec, ['r1'], page)));
  deepEqual([found?.runs, found?.stream], [['r1'], 'system']);
});

test('an address of no panel is none', () => {
  equal(embeddingIn(new URLSearchParams('key=loss')), null);
  equal(embeddingIn(new URLSearchParams('panel=script&key=loss')), null);
});

test('the line for a page holds no quotes but its own', () => {
  equal(frameLine('http://roost/embed/a/b?panel=line&key=x', 'a "b" <c>').match(/title="([^"]*)"/)?.[1], 'a &quot;b&quot; &lt;c>');
});
