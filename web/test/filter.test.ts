import './browser';
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../src/api/json';
import { fieldOf, valueByPath } from '../src/filter/fields';
import { nameOf } from '../src/filter/nameOf';
import { closest } from '../src/filter/fieldSource';
import { allOf, countConditions, filterText, fromMongo, parseFilter, toMongo, type Condition } from '../src/filter/filter';
import { readOperand, writeOperand } from '../src/filter/operand';
import { readList, writeList } from '../src/filter/texts';

const condition = (key: string, operator: Condition['operator'], value?: Json): Condition => ({ kind: 'condition', key, operator, value });

test('filters written by hand read as what they mean, and mean the same when they are written again', () => {
  const written: Json[] = [
    { state: 'running' },
    { state: { $eq: 'failed' }, 'config.lr': { $gt: 0.1, $lte: 1 } },
    { $and: [{ $or: [{ tags: { $in: ['a', 'b'] } }, { 'summary_metrics.loss': { $exists: false } }] }, { $nor: [{ name: { $regex: '^x', $options: 'i' } }] }] },
    { display_name: { $not: { $regex: 'y' } } },
  ];
  const normal: Json[] = [
    { state: { $eq: 'running' } },
    { $and: [{ state: { $eq: 'failed' } }, { $and: [{ 'config.lr': { $gt: 0.1 } }, { 'config.lr': { $lte: 1 } }] }] },
    written[2] as Json,
    { display_name: { $not: { $regex: 'y' } } },
  ];
  written.forEach((json, index) => {
    deepEqual(toMongo(fromMongo(json)), normal[index]);
    deepEqual(toMongo(fromMongo(toMongo(fromMongo(json)))), normal[index]);
  });
});

test('what has no form here is kept as it is', () => {
  const strange: Json = { 'config.x': { $not: { $gt: 3 } } };
  deepEqual(toMongo(fromMongo(strange)), strange);
  deepEqual(toMongo(fromMongo({ $and: [strange, { state: 'failed' }] })), { $and: [strange, { state: { $eq: 'failed' } }] });
  deepEqual(parseFilter('no JSON').parts, []);
});

test('conditions that say too little do not filter', () => {
  const group = { kind: 'group', match: 'all', parts: [condition('', 'eq', 1), condition('config.lr', 'eq'), condition('tags', 'in', []), condition('notes', 'missing')] } as const;
  equal(filterText(group), '{"notes":{"$exists":false}}');
  equal(countConditions(group), 1);
  equal(filterText({ kind: 'group', match: 'none', parts: [] }), '');
  equal(filterText({ kind: 'group', match: 'none', parts: [condition('state', 'eq', 'failed')] }), '{"$nor":[{"state":{"$eq":"failed"}}]}');
  equal(allOf([null, null]), '{}');
  equal(allOf([{ a: 1 }, null]), '{"a":1}');
});

test('operands are read by the kind of the field', () => {
  equal(readOperand('1e-3', 'value', 'gt'), 0.001);
  equal(readOperand('"1"', 'value', 'eq'), '1');
  equal(readOperand('true', 'value', 'eq'), true);
  equal(readOperand('1', 'text', 'eq'), '1');
  equal(readOperand('fast', 'number', 'lt'), undefined);
  deepEqual(readOperand('a, "b, c" ,3', 'value', 'in'), ['a', 'b, c', 3]);
  equal(readOperand('1, x', 'number', 'in'), undefined);
  equal(readOperand('2', 'list', 'size'), 2);
  equal(readOperand('[', 'text', 'regex'), '[');
  for (const value of ['1', 'true', 'a"b', 0.001, ['a', 'b, c', 3], true] as Json[]) {
    const operator = Array.isArray(value) ? 'in' : 'eq';
    deepEqual(readOperand(writeOperand(value, 'value'), 'value', operator), value);
  }
});

test('fields by their keys', () => {
  equal(fieldOf('config.model.width').section, 'config');
  equal(nameOf('summary_metrics.val/loss'), 'val/loss');
  equal(fieldOf('created_at').kind, 'date');
  equal(valueByPath({ 'a.b': 1, a: { b: 2 } }, 'a.b'), 1);
  equal(valueByPath({ a: { 'b.c': { d: 3 } } }, 'a.b.c.d'), 3);
  equal(valueByPath({ a: [1] }, 'a.0'), undefined);
  deepEqual(closest(['config.lr_end', 'config.lr', 'config.clr', 'config.x'], 'lr'), ['config.lr', 'config.lr_end', 'config.clr']);
});

test('lists in the address keep commas', () => {
  const parts = ['config.a,b', 'config.50%', 'state'];
  deepEqual(readList(writeList(parts)), parts);
  deepEqual(readList(''), []);
});
