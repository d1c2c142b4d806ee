import { deepEqual, equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { gltfBinary } from '../src/panels/gltfBinary';

const data = (...bytes: number[]): string => `data:application/octet-stream;base64,${btoa(String.fromCharCode(...bytes))}`;

test('buffers of a glTF file in text become the one of its binary form', () => {
  const gltf = {
    asset: { version: '2.0' }, buffers: [{ uri: data(1, 2, 3), byteLength: 3 }, { uri: data(4, 5), byteLength: 2 }],
    bufferViews: [{ buffer: 0, byteLength: 3 }, { buffer: 1, byteOffset: 1, byteLength: 1, target: 34962 }],
  }; // prettier-ignore
  const view = new DataView(gltfBinary(JSON.stringify(gltf)));
  const word = (at: number): number => view.getUint32(at, true);
  deepEqual([word(0), word(4), word(8), word(16)], [0x46546c67, 2, view.byteLength, 0x4e4f534a]);
  const length = word(12);
  const read = JSON.parse(new TextDecoder().decode(new Uint8Array(view.buffer, 20, length))) as object;
  deepEqual(read, {
    asset: { version: '2.0' }, buffers: [{ byteLength: 8 }],
    bufferViews: [{ buffer: 0, byteOffset: 0, byteLength: 3 }, { buffer: 0, byteOffset: 5, byteLength: 1, target: 34962 }],
  }); // prettier-ignore
  deepEqual([word(20 + length), word(24 + length)], [8, 0x004e4942]);
  deepEqual([...new Uint8Array(view.buffer, 28 + length)], [1, 2, 3, 0, 4, 5, 0, 0]);
  equal(view.byteLength % 4, 0);
});

test('buffers in other files are not fetched', () => {
  throws(() => gltfBinary(JSON.stringify({ buffers: [{ uri: 'https://example.com/box.bin' }] })));
});
