import { members, parseJson, type Json } from '../api/json';

const MAGIC = 0x46546c67;
const [JSON_CHUNK, BINARY_CHUNK] = [0x4e4f534a, 0x004e4942];

/** A glTF file in text as the binary form, so that its buffers need not be fetched from addresses. */
export function gltfBinary(text: string): ArrayBuffer {
  const gltf = members(parseJson(text));
  const list = (value: Json | undefined): { [key: string]: Json }[] => (Array.isArray(value) ? value.map(members) : []);
  const parts = list(gltf['buffers']).map(({ uri }) => bytesOf(uri));
  const starts: number[] = [];
  let length = 0;
  for (const part of parts) {
    starts.push(length);
    length += padded(part.length);
  }
  const joined = new Uint8Array(length);
  parts.forEach((part, index) => joined.set(part, starts[index]));
  const bufferViews = list(gltf['bufferViews']).map(({ buffer, byteOffset, ...rest }) => ({
    ...rest, buffer: 0, byteOffset: Number(byteOffset ?? 0) + (starts[Number(buffer ?? 0)] ?? 0),
  })); // prettier-ignore
  return binaryOf({ ...gltf, ...(length > 0 ? { buffers: [{ byteLength: length }], bufferViews } : {}) }, joined);
}

const padded = (length: number): number => Math.ceil(length / 4) * 4;

/** The bytes in a data address; nothing for any other. */
function bytesOf(uri: Json | undefined): Uint8Array {
  const encoded = typeof uri === 'string' ? /^data:[^,]*;base64,(.*)$/s.exec(uri)?.[1] : undefined;
  if (encoded === undefined) throw new Error('The buffers lie in other files.');
  return Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
}

function binaryOf(gltf: object, binary: Uint8Array): ArrayBuffer {
  const json = new TextEncoder().encode(JSON.stringify(gltf));
  const jsonLength = padded(json.length);
  const total = 12 + 8 + jsonLength + (binary.length > 0 ? 8 + binary.length : 0);
  const file = new Uint8Array(total).fill(0x20);
  const view = new DataView(file.buffer);
  const words = (at: number, ...values: number[]): void => values.forEach((value, index) => view.setUint32(at + 4 * index, value, true));
  words(0, MAGIC, 2, total, jsonLength, JSON_CHUNK);
  file.set(json, 20);
  if (binary.length > 0) {
    words(20 + jsonLength, binary.length, BINARY_CHUNK);
    file.set(binary, 28 + jsonLength);
  }
  return file.buffer;
}
