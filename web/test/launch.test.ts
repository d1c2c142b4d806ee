import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { changedNames, configOf, fieldName, fieldsOf, fieldsOfTypes, readField } from '../src/launch/configForm';
import { readTemplate } from '../src/launch/template';

test('a config goes through its form unchanged', () => {
  const config = { lr: 1e-3, 'a.b': 'dotted', model: { width: 64, name: 'mlp', 'x.y': { deep: null } }, list: [1, 'a'], empty: {}, on: false };
  const fields = fieldsOf(config);
  deepEqual(fields.map(fieldName), ['lr', 'a.b', 'model.width', 'model.name', 'model.x.y.deep', 'list', 'empty', 'on']);
  deepEqual(JSON.parse(JSON.stringify(configOf(fields))), config);
  deepEqual(changedNames(fields, fields), []);
});

test('what is typed keeps the kind of the value, or says what is wrong', () => {
  const [lr, tags] = fieldsOf({ lr: 0.1, tags: ['a'] });
  ok(lr && tags);
  deepEqual(readField({ ...lr, text: ' 1e-4 ' }), { value: 1e-4 });
  deepEqual(readField({ ...lr, text: 'fast' }), { fault: 'number' });
  deepEqual(readField({ ...lr, text: '' }), { fault: 'number' });
  deepEqual(readField({ ...tags, text: '["a", ' }), { fault: 'json' });
  equal(configOf([{ ...lr, text: 'fast' }]), null);
  deepEqual(changedNames([lr, tags], [{ ...lr, text: '0.2' }, tags]), ['lr']);
});

test('a config with the name of a prototype stays a plain value', () => {
  const config = configOf(fieldsOf(JSON.parse('{"__proto__": {"polluted": 1}, "constructor": "x"}')));
  equal(({} as { polluted?: number }).polluted, undefined);
  deepEqual(Object.keys(config ?? {}), ['__proto__', 'constructor']);
});

test('fields of types are empty and left out while they are', () => {
  const type = { wb_type: 'typedDict', params: { type_map: {
    lr: { wb_type: 'number' }, net: { wb_type: 'typedDict', params: { type_map: { kind: { wb_type: 'string' } } } }, sizes: { wb_type: 'list' },
  } } }; // prettier-ignore
  const fields = fieldsOfTypes(type);
  deepEqual(fields.map((field) => [fieldName(field), field.kind]), [['lr', 'number'], ['net.kind', 'text'], ['sizes', 'json']]);
  deepEqual(Object.keys(configOf(fields) ?? {}), []);
  deepEqual(JSON.parse(JSON.stringify(configOf(fields.map((field) => ({ ...field, text: field.kind === 'number' ? '2' : '' }))))), { lr: 2 });
});

test('template variables are read as their schemas ask', () => {
  const cores = { type: 'integer', minimum: 1, maximum: 8, default: 2 };
  deepEqual(readTemplate(cores, ''), { value: undefined });
  deepEqual(readTemplate(cores, '4'), { value: 4 });
  deepEqual(readTemplate(cores, '4.5'), { fault: 'whole' });
  deepEqual(readTemplate(cores, '9'), { fault: 'outside' });
  deepEqual(readTemplate({ type: 'number' }, 'x'), { fault: 'number' });
  deepEqual(readTemplate({ type: 'string' }, ''), { fault: 'missing' });
  deepEqual(readTemplate({ type: 'boolean' }, 'false'), { value: false });
});
