import './browser';
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { formatAgo, formatClock, formatDuration, formatElapsed } from '../src/format/times';
import { language } from '../src/text/text';

test('durations', () => {
  const cases: [number, string][] = [
    [0, '0s'], [0.25, '0.25s'], [9.96, '10s'], [59, '59s'], [61, '1m 01s'], [3600, '1h 00m'], [5025, '1h 23m'],
    [100_000, '1d 03h'], [-61, '−1m 01s'], [NaN, '–'],
  ]; // prettier-ignore
  for (const [seconds, text] of cases) equal(formatDuration(seconds), text);
});

test('ticks of a time axis', () => {
  equal(formatElapsed(0, 30), '0');
  equal(formatElapsed(30, 30), '30s');
  equal(formatElapsed(90, 30), '1m 30s');
  equal(formatElapsed(7200, 3600), '2h');
  equal(formatElapsed(172_800, 86_400), '2d');
});

test('how long ago', () => {
  const now = Date.UTC(2026, 0, 2);
  equal(formatAgo(now - 5 * 60_000, now), '5 min. ago');
  equal(formatAgo(now - 86_400_000, now), 'yesterday');
  equal(formatAgo(now - 3 * 86_400_000, now), '3 days ago');
  equal(formatAgo(now + 1000, now), 'now');
  language.value = 'ko';
  equal(formatAgo(now - 5 * 60_000, now), '5분 전');
  language.value = 'en';
});

test('ticks of a clock less than a second apart differ', () => {
  const at = new Date(2026, 0, 1, 12, 0, 5).getTime() / 1000;
  deepEqual([0, 0.5, 0.75].map((part) => formatClock(at + part, 0.25, 'en')), ['12:00:05.00', '12:00:05.50', '12:00:05.75']);
  equal(formatClock(at + 0.5, 0.5, 'en'), '12:00:05.5');
  equal(formatClock(at, 1, 'en'), '12:00:05');
});
