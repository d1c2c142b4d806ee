import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { appended, nearest, type Curve } from '../src/chart/curve';
import { scale } from '../src/chart/scale';
import { smooth } from '../src/chart/smoothing';
import { linearTicks, logTicks, niceStep, timeTicks } from '../src/chart/ticks';

function curve(points: readonly (readonly [number, number])[], exact = true): Curve {
  const x = Float64Array.from(points, ([at]) => at);
  const y = Float64Array.from(points, ([, value]) => value);
  return { run: 'r', key: 'k', exact, count: points.length, xFirst: x, xLast: x, min: y, max: y, mean: y, nan: null, posInf: null, negInf: null };
}

test('linear ticks are round and lie inside', () => {
  deepEqual(linearTicks(0, 1, 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  deepEqual(linearTicks(-0.3, 0.31, 3), [-0.25, 0, 0.25]);
  deepEqual(linearTicks(1234, 1240, 3), [1234, 1236, 1238, 1240]);
  deepEqual(linearTicks(5, 5, 3), [5]);
  equal(niceStep(0.3), 0.5);
  equal(niceStep(2), 2);
});

test('logarithmic ticks are powers of ten, with steps between when there is room', () => {
  deepEqual(logTicks(1, 1000, 4), [1, 10, 100, 1000]);
  deepEqual(logTicks(1, 100, 6), [1, 2, 5, 10, 20, 50, 100]);
  deepEqual(logTicks(-1, 10, 4), []);
});

test('time ticks fall on minutes and hours', () => {
  deepEqual(timeTicks(0, 300, 5), [0, 60, 120, 180, 240, 300]);
  deepEqual(timeTicks(10, 7200, 4), [1800, 3600, 5400, 7200]);
});

test('scales map both ways', () => {
  const log = scale(1, 100, 0, 200, true);
  equal(log.at(10), 100);
  ok(Math.abs(log.value(100) - 10) < 1e-9);
  ok(!Number.isFinite(log.at(0)));
});

test('smoothing leaves what is not finite and its neighbours alone', () => {
  const values = Float64Array.from([1, NaN, 1, 1, Infinity, 1]);
  for (const kind of ['ema', 'gaussian', 'average'] as const) {
    deepEqual([...smooth(values, 6, { kind, amount: 0.9 })], [...values], kind);
  }
});

test('the exponential average is not pulled to its start', () => {
  const out = smooth(Float64Array.from([4, 2, 2]), 3, { kind: 'ema', amount: 0.5 });
  deepEqual([...out], [4, (4 * 0.5 + 2) / 1.5, (4 * 0.25 + 2 * 0.5 + 2) / 1.75]);
});

test('the nearest entry', () => {
  const some = curve([[0, 1], [10, 2], [20, 3]]); // prettier-ignore
  equal(nearest(some, -5), 0);
  equal(nearest(some, 4), 0);
  equal(nearest(some, 6), 1);
  equal(nearest(some, 99), 2);
  equal(nearest(curve([]), 1), -1);
});

test('live points go to the end, and the last one of an x counts', () => {
  const some = curve([[0, 1], [1, 2]]); // prettier-ignore
  const more = appended(some, [{ x: 1, y: 5 }, { x: 3, y: NaN }, { x: 2, y: 7 }, { x: 2, y: 8 }, { x: 0, y: 9 }]); // prettier-ignore
  deepEqual([...more.xLast], [0, 1, 2, 3]);
  deepEqual([...more.mean], [1, 5, 8, NaN]);
  deepEqual([...(more.nan ?? [])], [0, 0, 0, 1]);
  equal(appended(some, [{ x: 0, y: 3 }]), some);
});
