import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { sumsOf } from '../src/api/prometheus';

test('samples of one name are added up, without the buckets of histograms', () => {
  const text = '# HELP a b\na_total{path="/x y",code="200"} 3\na_total{path="/y"} 4\nh_bucket{le="1"} 9\nh_sum 1.5\nnan NaN\n';
  deepEqual([...sumsOf(text)], [['a_total', 7], ['h_sum', 1.5]]);
});
