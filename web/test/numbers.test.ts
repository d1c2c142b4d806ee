import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { formatBytes, formatNumber, formatTick } from '../src/format/numbers';

test('numbers keep five digits and group thousands', () => {
  const cases: [number, string][] = [
    [0, '0'], [1, '1'], [-3, '−3'], [0.1 + 0.2, '0.3'], [3.14159265, '3.1416'], [1234.5678, '1234.6'],
    [12345.678, '12,346'], [1234567, '1,234,567'], [0.000123456, '0.00012346'], [0.0000123456, '1.235e−5'],
    [2.5e12, '2.5e12'], [NaN, 'NaN'], [Infinity, '∞'], [-Infinity, '−∞'], [99999.96, '100,000'],
  ]; // prettier-ignore
  for (const [value, text] of cases) equal(formatNumber(value), text);
});

test('ticks show what tells them apart', () => {
  const cases: [number, number, string][] = [
    [0, 0.5, '0'], [0.5, 0.5, '0.5'], [2, 0.5, '2'], [0.25, 0.25, '0.25'], [0.0125, 0.0025, '0.0125'],
    [20000, 5000, '20k'], [12500, 2500, '12.5k'], [1500000, 500000, '1.5M'], [100, 100, '100'], [-5, 5, '−5'],
    [1e-5, 1e-5, '1e−5'], [10000, 2000, '10k'], [8000, 2000, '8000'],
  ]; // prettier-ignore
  for (const [value, step, text] of cases) equal(formatTick(value, step), text);
});

test('bytes', () => {
  equal(formatBytes(0), '0 B');
  equal(formatBytes(999), '999 B');
  equal(formatBytes(1536), '1.54 KB');
  equal(formatBytes(25_300_000), '25.3 MB');
  equal(formatBytes(3e9), '3 GB');
});
