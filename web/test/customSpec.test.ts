import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { filledSpec } from '../src/panels/customSpec';
import { vegaDocument } from '../src/panels/vegaDocument';

const fields = { x: 'epoch', y: 'val.loss [1]' };
const texts = { title: 'A "title"' };
const filled = (spec: unknown): unknown => filledSpec(JSON.stringify(spec), { fields, texts });

test('blanks are filled: columns as paths where Vega reads them, as they are where people do', () => {
  deepEqual(
    filled({
      title: '${string:title}', description: '${string:missing:by default}', mark: 'line',
      encoding: { x: { field: '${field:x}', title: '${field:y}' }, y: { field: '${field:y}', aggregate: 'mean' } },
      transform: [{ filter: 'datum["${field:x}"] > 1' }, { aggregate: [], groupby: ['${field:x}', '${field:y}'] }],
    }),
    {
      title: 'A "title"', description: 'by default', mark: 'line',
      encoding: { x: { field: 'epoch', title: 'val.loss [1]' }, y: { field: 'val\\.loss \\[1\\]', aggregate: 'mean', title: 'val.loss [1]' } },
      transform: [{ filter: 'datum["epoch"] > 1' }, { aggregate: [], groupby: ['epoch', 'val\\.loss \\[1\\]'] }],
    },
  );
});

test('a channel whose column nobody names is not drawn', () => {
  deepEqual(filled({ encoding: { x: { field: '${field:x}' }, color: { field: '${field:stroke}', type: 'nominal' } } }), { encoding: { x: { field: 'epoch' } } });
});

test('nothing reaches out of the chart', () => {
  deepEqual(
    filled({ usermeta: { embedOptions: { ast: false } }, params: [{ name: 'a', bind: { input: 'range', element: '#main' } }] }),
    { params: [{ name: 'a', bind: { input: 'range' } }] },
  );
});

test('what is no specification is none', () => {
  for (const text of ['', '{', '[]', '"line"', 'null', '{}']) equal(filledSpec(text, { fields, texts }), null, text);
});

test('rows stand where a specification expects them', () => {
  const rows = [{ epoch: 1 }];
  const size = { width: 400, height: 300 };
  const own = vegaDocument({ data: { name: 'wandb' }, layer: [{ data: { name: 'wandb' } }] }, rows, size);
  deepEqual([own.mode, own.isOnePlot, own.spec['datasets'], own.spec['width']], ['vega-lite', true, { wandb: rows }, 380]);
  const full = vegaDocument({ data: [{ name: 'wandb', url: 'https://elsewhere' }, { name: 'b', source: 'wandb' }], marks: [] }, rows, size);
  deepEqual([full.mode, full.spec['data']], ['vega', [{ name: 'wandb', values: rows }, { name: 'b', source: 'wandb' }]]);
  const preset = vegaDocument({ mark: 'line' }, rows, size);
  deepEqual([preset.mode, preset.spec['data']], ['vega-lite', { values: rows }]);
  const several = vegaDocument({ data: { name: 'wandb' }, hconcat: [] }, rows, size);
  deepEqual([several.isOnePlot, 'width' in several.spec], [false, false]);
});
