import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { bestSoFar } from '../src/sweeps/bestSoFar';
import { readSearch } from '../src/sweeps/searchSpace';
import { parseYaml } from '../src/sweeps/yaml';

// As PyYAML writes what clients send.
const SEARCH = `command:
- \${env}
- python
- \${program}
description: 'it''s a search: of many
  things'
early_terminate:
  min_iter: 3
  type: hyperband
method: bayes
metric:
  goal: maximize
  name: val/accuracy
name: "tabs\\tand \\xE9"
notes: |-
  first

    second
parameters:
  batch_size:
    values:
    - 32
    - 64
  layers:
    values:
    - - 64
      - 64
    - - 128
  lr:
    distribution: log_uniform_values
    max: 0.1
    min: 1.0e-05
  optimizer:
    parameters:
      momentum:
        distribution: normal
        mu: 0.9
        sigma: 0.02
      name:
        probabilities:
        - 0.75
        - 0.25
        values:
        - adam
        - sgd
  seed:
    value: null
  steps:
    max: 10
    min: 1
    q: 2
program: train.py
run_cap: 20
`;

test('YAML as clients write it', () => {
  const read = parseYaml(SEARCH) as Record<string, unknown>;
  deepEqual(read['command'], ['${env}', 'python', '${program}']);
  equal(read['description'], "it's a search: of many things");
  equal(read['name'], 'tabs\tand é');
  equal(read['notes'], 'first\n\n  second');
  deepEqual((read['parameters'] as { layers: unknown }).layers, { values: [[64, 64], [128]] });
  deepEqual(parseYaml('a: {b: [1, x y, "c, d"], e: true}\nlist:\n  - k: 1\n    l: two\n  - {}\n# end\n'), { a: { b: [1, 'x y', 'c, d'], e: true }, list: [{ k: 1, l: 'two' }, {}] });
  deepEqual(parseYaml('v: .inf\nw: -1.5\nx: 1e3\ny: "1"\nz:\n'), { v: Infinity, w: -1.5, x: 1000, y: '1', z: null });
  equal(parseYaml('a: &x 1\nb: *x\n'), undefined);
  equal(parseYaml('a: 1\nb'), undefined);
});

test('what a search tries', () => {
  const search = readSearch(SEARCH);
  deepEqual(search.metric, { name: 'val/accuracy', isMaximized: true, target: null });
  deepEqual([search.program, search.runCap, search.stopsEarly], ['train.py', 20, 'hyperband']);
  deepEqual(search.parameters.map(({ path, distribution, text }) => [path, distribution, text]), [
    ['batch_size', 'values', '32, 64'],
    ['layers', 'values', '[64,64], [128]'],
    ['lr', 'log_uniform_values', '1e−5 … 0.1'],
    ['optimizer.momentum', 'normal', 'μ 0.9, σ 0.02'],
    ['optimizer.name', 'values', 'adam (75%), sgd (25%)'],
    ['seed', 'constant', 'null'],
    ['steps', 'int_uniform', '1 … 10, q 2'],
  ]);
  deepEqual(readSearch('- what').parameters, []);
});

test('the best value so far goes on over runs without one', () => {
  const values = [NaN, 3, 5, null, 2, Infinity, 1];
  deepEqual(bestSoFar(values, false), [null, 3, 3, 3, 2, 2, 1]);
  deepEqual(bestSoFar(values, true), [null, 3, 5, 5, 5, 5, 5]);
});
