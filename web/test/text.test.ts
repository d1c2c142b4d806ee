import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { queryOf } from '../src/api/http';
import { flatten, parseJson } from '../src/api/json';
import { parseAnsi, plainText } from '../src/run/ansi';
import { en } from '../src/text/en';
import { ko as korean } from '../src/text/ko';
import { naturally } from '../src/format/order';
import { matcher } from '../src/workspace/sections';

const ko = korean();

test('both languages have the same strings with the same blanks', () => {
  const blanks = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
  deepEqual(Object.keys(ko).sort(), Object.keys(en).sort());
  for (const key of Object.keys(en) as (keyof typeof en)[]) deepEqual(blanks(ko[key]), blanks(en[key]), key);
});

test('bare NaN and infinities are read, also beside strings that look like them', () => {
  deepEqual(parseJson('{"a": NaN, "b": [-Infinity, 1], "NaN": "Infinity \\" NaN"}'), {
    a: NaN, b: [-Infinity, 1], NaN: 'Infinity " NaN',
  }); // prettier-ignore
});

test('nested values get dotted names', () => {
  deepEqual(flatten({ b: { c: 1, d: {} }, a: [1], m: { _type: 'image-file' } }), [
    ['a', [1]], ['b.c', 1], ['b.d', {}], ['m', { _type: 'image-file' }],
  ]); // prettier-ignore
});

test('terminal colours become pieces, other escapes vanish', () => {
  const pieces = parseAnsi('a\u001b[1;31mb\u001b[0mc\u001b[2Kd\u001b[38;5;196me\u001b[48;2;1;2;3mf');
  deepEqual(pieces.map((one) => [one.text, one.classes.join(' '), one.colour, one.background]), [
    ['a', '', null, null], ['b', 'bold fg-1', null, null], ['c', '', null, null], ['d', '', null, null],
    ['e', '', 'rgb(255, 0, 0)', null], ['f', '', 'rgb(255, 0, 0)', 'rgb(1, 2, 3)'],
  ]); // prettier-ignore
  equal(plainText('\u001b]0;title\u0007x\u001b[1my'), 'xy');
});

test('keys match a pattern, or the text itself', () => {
  equal(matcher('tr.*10$')('train/a10'), true);
  equal(matcher('LOSS')('val/loss'), true);
  equal(matcher('(')('a(b'), true);
});

test('addresses write spaces so that every server reads them', () => {
  equal(queryOf({ run: ['a b', 'c+d'], from: 1, to: undefined }), 'run=a%20b&run=c%2Bd&from=1');
});

test('names are sorted as people read them', () => {
  const names = ['run-10', 'Run-9', 'run-2', 'run-02', 'loss', 'Loss', 'é', 'a', 'train/loss', 'train', 'z 1 2', 'z 1'];
  const sorted = [...names].sort(naturally);
  deepEqual(sorted.filter((name) => name !== 'é'), ['a', 'Loss', 'loss', 'run-02', 'run-2', 'Run-9', 'run-10', 'train', 'train/loss', 'z 1', 'z 1 2']);
  deepEqual(['b', 'é', 'a'].sort(naturally), ['a', 'b', 'é']);
});
