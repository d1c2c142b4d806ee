import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { automaticPanels, planned } from '../src/panels/boardPlan';
import { decoded, encoded, plainState, stateFrom, textOf } from '../src/panels/boardState';
import { kindOf, panelFrom, type PanelSpec } from '../src/panels/model';
import { prefixOf } from '../src/workspace/sections';

const rich = [
  { name: 'images', types: ['image-file'], runs: 1 },
  { name: 'roc_table', types: ['table-file'], runs: 1 },
  { name: 'words', types: ['string'], runs: 1 },
];
const all = (): boolean => true;
const ids = (sections: readonly { name: string; panels: readonly PanelSpec[] }[]): [string, string[]][] =>
  sections.map(({ name, panels }) => [name, panels.map((panel) => panel.id)]);

test('the kind of a key follows from its types', () => {
  equal(kindOf(['number', 'string']), 'line');
  equal(kindOf(['histogram', 'number']), 'histogram');
  equal(kindOf(['images/separated']), 'media');
  equal(kindOf(['string', 'nil']), null);
});

test('panels of keys, with charts in place of their tables', () => {
  const panels = automaticPanels(['loss'], rich, [{ name: 'roc', tableKey: 'roc_table' }]);
  deepEqual(panels.map((panel) => [panel.kind, panel.id, panel.keys]), [
    ['line', 'loss', ['loss']], ['media', 'images', ['images']], ['chart', 'roc', ['roc', 'roc_table']],
  ]); // prettier-ignore
});

test('sections by prefix, the rest first, each in natural order', () => {
  const panels = automaticPanels(['val/b', 'loss', 'train/a10', 'train/a9'], [], []);
  deepEqual(ids(planned(panels, plainState, prefixOf, all)), [['', ['loss']], ['train', ['train/a9', 'train/a10']], ['val', ['val/b']]]);
  deepEqual(ids(planned(panels, plainState, prefixOf, (text) => text.includes('a1'))), [['train', ['train/a10']]]);
});

test('a board changes as people change it', () => {
  const notes: PanelSpec = { id: '+1', kind: 'notes', title: '', keys: [], options: { text: 'hello' } };
  const state = {
    ...plainState, added: [{ section: 'mine', panel: notes }], hidden: ['val/b'], moved: { loss: 'train' },
    order: { train: ['train/a10'] }, sections: ['train'], changed: { 'train/a9': { id: 'train/a9', kind: 'line', title: 'Nine', keys: ['train/a9'], options: {} } },
  } as const; // prettier-ignore
  const sections = planned(automaticPanels(['val/b', 'loss', 'train/a10', 'train/a9'], [], []), state, prefixOf, all);
  deepEqual(ids(sections), [['train', ['train/a10', 'loss', 'train/a9']], ['mine', ['+1']]]);
  equal(sections[0]?.panels[2]?.title, 'Nine');
  deepEqual(stateFrom(textOf(state)), state);
  deepEqual(stateFrom(decoded(encoded(textOf(state))) ?? ''), state);
});

test('a layout that somebody made up is taken as far as it fits', () => {
  equal(textOf(plainState), '');
  deepEqual(stateFrom('nonsense'), plainState);
  deepEqual(stateFrom('[1, 2]'), plainState);
  const state = stateFrom('{"added":[1,{"section":"a","panel":{"id":"x","kind":"evil"}}],"hidden":["a",3],"sizes":{"a":{"columns":99,"height":5},"b":4},"folded":{"c":"yes"}}');
  deepEqual(state, { ...plainState, hidden: ['a'], sizes: { a: { columns: 6, height: 120 } } });
  equal(decoded('%%%'), null);
  equal(panelFrom({ id: 'x', kind: 'notes', options: { text: 3 } })?.options['text'], undefined);
  ok(encoded('한국어 ✓').match(/^[\w-]+$/));
  equal(decoded(encoded('한국어 ✓')), '한국어 ✓');
});
