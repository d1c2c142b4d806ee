import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Curve } from '../src/chart/curve';
import { countUpTo, ownPart } from '../src/chart/inherited';

function buckets(spans: readonly (readonly [number, number])[]): Curve {
  const [xFirst, xLast] = [0, 1].map((at) => Float64Array.from(spans, (span) => span[at] as number)) as [Float64Array, Float64Array];
  return { run: 'r', key: 'k', exact: false, count: spans.length, xFirst, xLast, min: xFirst, max: xFirst, mean: xFirst, nan: null, posInf: null, negInf: xFirst };
}

test('a fork keeps the point at which it leaves the other run', () => {
  const curve = buckets([[0, 0], [1, 1], [2, 2], [3, 3]]); // prettier-ignore
  deepEqual([...ownPart(curve, 1).xLast], [1, 2, 3]);
  deepEqual([...(ownPart(curve, 1).negInf ?? [])], [1, 2, 3]);
  equal(ownPart(curve, 1).count, 3);
  equal(ownPart(curve, 1), ownPart(curve, 1), 'what is drawn again is the same');
  equal(ownPart(curve, -1), curve);
  deepEqual([...ownPart(curve, 99).xLast], [3]);
});

test('a bucket across the branch point counts as taken over', () => {
  equal(countUpTo(buckets([[0, 4], [5, 9], [10, 14]]), 6), 2); // prettier-ignore
  equal(countUpTo(buckets([]), 6), 0);
});
