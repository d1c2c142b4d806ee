import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { RunValue } from '../src/api/runValues';
import type { Curve } from '../src/chart/curve';
import { groupedLines } from '../src/chart/grouping';
import { chartDefinition, chartPlaces, configKeysOf } from '../src/panels/customCharts';
import { growForest } from '../src/panels/forest';
import { binAt, densities, histogramFrom } from '../src/panels/histogram';
import { correlation, featuresOf, importances, likelyTarget } from '../src/panels/importance';
import { lineDiff } from '../src/panels/lineDiff';
import { fileAddress, mediaItems, sampleAt } from '../src/panels/media';
import { parallelAxis } from '../src/panels/parallelAxes';
import { figureChart } from '../src/panels/plotlySpec';
import { boxesOf, paintMask } from '../src/panels/regions';
import { inside, numberOf, valueOf } from '../src/panels/runValues';
import { merged } from '../src/panels/sampleStore';
import { cloudScene, meshScene } from '../src/panels/scene';
import { compareCells, joined, tableFrom } from '../src/panels/tableData';
import { presetSpec } from '../src/panels/vegaPresets';

const run = (config: RunValue['config'], summary: RunValue['summary'] = {}, charts: RunValue['charts'] = {}): RunValue => ({
  name: 'r', displayName: 'r', state: 'finished', group: null, jobType: null, createdAt: '', commit: null, user: null, config, summary, charts, maskClasses: {},
}); // prettier-ignore

test('histograms with edges or packed bins', () => {
  const plain = histogramFrom({ _type: 'histogram', values: [1, 3], bins: [0, 1, 2] });
  deepEqual(plain, { counts: [1, 3], edges: [0, 1, 2] });
  deepEqual(histogramFrom({ _type: 'histogram', values: [1, 3], packedBins: { min: -1, size: 0.5, count: 2 } })?.edges, [-1, -0.5, 0]);
  equal(histogramFrom({ _type: 'histogram', values: [1, 3], bins: [0, 1] }), null);
  equal(histogramFrom({ _type: 'histogram', values: ['x'], bins: [0, 1] }), null);
  deepEqual([-1, 0, 0.5, 1, 2, 3].map((value) => binAt(plain as NonNullable<typeof plain>, value)), [-1, 0, 0, 1, 1, -1]);
  deepEqual(densities(plain as NonNullable<typeof plain>), [0.25, 0.75]);
});

test('media alone and in lists', () => {
  const [one] = mediaItems({ _type: 'image-file', path: 'media/images/a.png', width: 4, height: 2, caption: 'x', boxes: { b: { path: 'p' } } });
  deepEqual([one?.kind, one?.path, one?.caption, one?.width, Object.keys(one?.boxes ?? {})], ['image', 'media/images/a.png', 'x', 4, ['b']]);
  const list = mediaItems({ _type: 'images/separated', filenames: ['a', 'b'], captions: ['x', 'y'], width: 3, height: 3, all_masks: [null, { m: { path: 'q' } }] });
  deepEqual(list.map((item) => [item.path, item.caption, Object.keys(item.masks).join()]), [['a', 'x', ''], ['b', 'y', 'm']]);
  deepEqual(mediaItems({ _type: 'audio', audio: [{ path: 's.wav', caption: 'tone' }], count: 1 }).map((item) => [item.kind, item.path, item.caption]), [['audio', 's.wav', 'tone']]);
  deepEqual(mediaItems('text'), []);
  equal(fileAddress({ entity: 'a', project: 'b c' }, 'r', '../../x/./y z.png'), '/files/a/b%20c/r/x/y%20z.png');
  deepEqual([5, 10, 15, 30].map((step) => sampleAt([{ step: 10 }, { step: 20 }], step)), [-1, 0, 0, 1]);
  deepEqual(merged([{ step: 1, value: 'a' }, { step: 3, value: 'b' }], [{ step: 2, value: 'c' }, { step: 3, value: 'd' }]).map((one) => one.value), ['a', 'c', 'd']);
});

test('boxes by parts or by pixels', () => {
  const { boxes } = boxesOf({ class_labels: { 1: 'cat' }, box_data: [
    { position: { minX: 0.1, maxX: 0.5, minY: 0.2, maxY: 0.6 }, class_id: 1, scores: { sure: 0.5 } },
    { position: { middle: [50, 25], width: 20, height: 10 }, domain: 'pixel', class_id: 2, box_caption: 'dog' },
    { position: {}, class_id: 3 },
  ] }, { width: 100, height: 50 }); // prettier-ignore
  deepEqual(boxes.map((box) => [box.label, box.left, box.top, box.width, box.height]), [['cat', 0.1, 0.2, 0.4, 0.39999999999999997], ['dog', 0.4, 0.4, 0.2, 0.2]]);
});

test('masks become colours, with hidden classes clear', () => {
  const pixels = Uint8ClampedArray.from([0, 0, 0, 255, 1, 1, 1, 255, 2, 2, 2, 255]);
  deepEqual([...paintMask(pixels, new Map([[1, 'road']]), new Set([2]))], [0, 1, 2]);
  deepEqual([pixels[3], pixels[7], pixels[11]], [0, 255, 0]);
  ok(pixels[4] !== pixels[5] || pixels[5] !== pixels[6]);
});

test('tables are joined and sorted, what is nothing last', () => {
  const tables = [tableFrom({ columns: ['a', 'b'], data: [[1, 'x']] }), tableFrom({ columns: ['b', 'c'], data: [['y', 2]] })];
  const { columns, rows } = joined(tables);
  deepEqual(columns, ['a', 'b', 'c']);
  deepEqual(rows, [{ source: 0, cells: [1, 'x', null] }, { source: 1, cells: [null, 'y', 2] }]);
  const cells = [null, 'b10', 3, NaN, 'b9', 1];
  deepEqual([...cells].sort((a, b) => compareCells(a, b, true)), [1, 3, 'b9', 'b10', null, NaN]);
  deepEqual([...cells].sort((a, b) => compareCells(a, b, false)), [3, 1, 'b10', 'b9', null, NaN]);
  deepEqual(tableFrom(null), { columns: [], rows: [] });
});

test('custom charts are read from the config and known by their tables', () => {
  const chart = (key: string): { [name: string]: never } => ({
    panel_type: 'Vega2',
    panel_config: {
      panelDefId: 'wandb/line/v0', fieldSettings: { x: 'a.b', y: 'y' }, stringSettings: { title: 'T' },
      userQuery: { queryFields: [{ name: 'runSets', args: [{ name: 'runSets', value: '${runSets}' }], fields: [{ name: 'summaryTable', args: [{ name: 'tableKey', value: key }] }] }] },
    },
  } as never); // prettier-ignore
  const definition = chartDefinition(chart('roc_table'));
  deepEqual([definition?.preset, definition?.tableKey, definition?.fields], ['wandb/line/v0', 'roc_table', { x: 'a.b', y: 'y' }]);
  deepEqual(chartPlaces([run({}, {}, { roc: chart('roc_table'), gone: chart('gone_table') })], ['roc_table']), [{ name: 'roc', tableKey: 'roc_table' }]);
  const spec = JSON.stringify(presetSpec(definition as NonNullable<typeof definition>, { labels: ['one'], colours: ['#111111'] }));
  ok(spec.includes('"field":"a\\\\.b"'), spec);
  equal(presetSpec({ preset: 'ada/own', tableKey: 't', fields: {}, texts: {} }, { labels: [], colours: [] }), null);
  equal(chartDefinition({ panel_config: { panelDefId: 3 } }), null);
});

test('values by dotted names', () => {
  const one = run({ model: { width: 4 }, 'a.b': 1 }, { 'train/loss': 0.5, best: { max: 3 } });
  equal(valueOf(one, 'config.model.width'), 4);
  equal(valueOf(one, 'config.a.b'), 1);
  equal(numberOf(valueOf(one, 'summary.best')), 3);
  equal(inside({ 'x.y': { z: 2 } }, 'x.y.z'), 2);
  equal(valueOf(one, 'config.absent'), undefined);
  deepEqual(configKeysOf([run({ a: 1, b: 1 }), run({ a: 1, b: 2 })]), ['b', 'a']);
});

test('what explains a metric', () => {
  const runs = Array.from({ length: 40 }, (_, index) => run({ rate: index / 40, noise: (index * 7919) % 13, kind: index % 2 ? 'a' : 'b', same: 1 }));
  const features = featuresOf(runs);
  deepEqual(features.map((feature) => feature.name), ['kind = b', 'kind = a', 'noise', 'rate']);
  const found = importances(features, runs.map((_, index) => (index / 40) ** 2 * 3));
  equal(found[0]?.name, 'rate');
  ok((found[0]?.importance ?? 0) > 0.7 && (found[0]?.correlation ?? 0) > 0.9, JSON.stringify(found));
  ok(Math.abs(found.reduce((sum, one) => sum + one.importance, 0) - 1) < 1e-9);
  deepEqual(growForest([[1, 1, 1, 1, 1]], [1, 2, 3, 4, 5]), [0]);
  ok(Number.isNaN(correlation([1, 1, 1], [1, 2, 3])));
  equal(likelyTarget(['lr', 'train/loss', 'val/accuracy', 'val/loss']), 'val/loss');
});

test('parallel axes: numbers by size, far ones by logarithm, names in order', () => {
  const log = parallelAxis('lr', [1e-4, 1e-2, 1]);
  equal(log?.at(1e-2), 0.5);
  deepEqual(parallelAxis('depth', [1, 3])?.ticks.map((tick) => tick.label), ['1', '1.5', '2', '2.5', '3']);
  const names = parallelAxis('kind', ['b', 'a', null, 'c10', 'c9']);
  deepEqual([names?.at('a'), names?.at('c10'), names?.at(null)], [0, 1, null]);
  equal(parallelAxis('none', [null, undefined]), null);
});

test('differences of lines', () => {
  const text = (lines: ReturnType<typeof lineDiff>): string => lines.map((line) => `${{ same: ' ', removed: '-', added: '+' }[line.kind]}${line.text}`).join('|');
  equal(text(lineDiff('a\nb\nc\nd\n', 'a\nx\nc\ne\nd\n')), ' a|-b|+x| c|+e| d');
  equal(text(lineDiff('', 'a\nb')), '+a|+b');
  equal(text(lineDiff('a\nb', '')), '-a|-b');
  deepEqual(lineDiff('a\nb', 'b').map((line) => [line.before, line.after]), [[1, 0], [2, 1]]);
  const long = Array.from({ length: 5000 }, (_, index) => `line ${index}`);
  equal(lineDiff(long.join('\n'), [...long.slice(0, 2500), 'new', ...long.slice(2501)].join('\n')).filter((line) => line.kind !== 'same').length, 2);
});

test('grouped curves: middle and spread at common places', () => {
  const curve = (points: readonly (readonly [number, number])[]): Curve => {
    const x = Float64Array.from(points, ([at]) => at);
    const y = Float64Array.from(points, ([, value]) => value);
    return { run: 'r', key: 'k', exact: true, count: points.length, xFirst: x, xLast: x, min: y, max: y, mean: y, nan: null, posInf: null, negInf: null };
  };
  const lines = [curve([[0, 1], [2, 3]]), curve([[0, 3], [1, 5], [2, 7]]), curve([[0, 8]])].map((one) => ({ curve: one, label: '', colour: '' })); // prettier-ignore
  const group = (middle: 'mean' | 'median', spread: 'std' | 'stderr' | 'minmax' | 'none'): Curve =>
    groupedLines([{ name: 'g', label: 'g', colour: '#111111', lines }], { middle, spread })[0]?.curve as Curve;
  deepEqual([...group('mean', 'minmax').xLast], [0, 1, 2]);
  deepEqual([...group('mean', 'minmax').mean], [4, 3.5, 5]);
  deepEqual([...group('median', 'none').mean], [3, 3.5, 5]);
  deepEqual([...group('mean', 'minmax').min], [1, 2, 3]);
  const std = group('mean', 'std');
  ok(Math.abs((std.max[2] as number) - 5 - Math.sqrt(8)) < 1e-9);
  ok(Math.abs((group('mean', 'stderr').max[2] as number) - 5 - 2) < 1e-9);
  deepEqual(groupedLines([{ name: 'g', label: '', colour: '', lines: [] }], { middle: 'mean', spread: 'std' }), []);
});

test('clouds and meshes', () => {
  const cloud = cloudScene({ points: [[0, 0, 0], [1, 1, 1, 255, 0, 0], 'x'], boxes: [{ corners: Array.from({ length: 8 }, () => [0, 0, 0]) }] });
  deepEqual([cloud?.dots, cloud?.points.length, cloud?.edges.length, cloud?.colours[1]], [2, 30, 24, 'rgb(255, 0, 0)']);
  const mesh = meshScene('v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1/1 2/2 3/3\n');
  deepEqual([mesh?.dots, [...(mesh?.edges ?? [])]], [0, [2, 0, 0, 1, 1, 2]]);
  equal(cloudScene('x'), null);
});

test('figures of Plotly become charts', () => {
  const scatter = figureChart({ data: [{ type: 'scatter', y: { dtype: 'i1', bdata: 'AQI=' }, mode: 'markers', name: 'a' }], layout: { title: { text: '<b>T</b>' } } });
  deepEqual(scatter?.rows, [{ trace: 'a', index: 0, x: 0, y: 1, lines: false, dots: true }, { trace: 'a', index: 1, x: 1, y: 2, lines: false, dots: true }]);
  equal(scatter?.title, 'T');
  deepEqual(figureChart({ data: [{ type: 'heatmap', z: [[1, 2], [3, 4]], x: ['a', 'b'] }] })?.rows[3], { x: 'b', y: 1, z: 4 });
  equal(figureChart({ data: [{ type: 'sankey' }] }), null);
  equal(figureChart({ data: [] }), null);
});
