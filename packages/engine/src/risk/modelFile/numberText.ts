import { fromBase64, toBase64 } from './base64';

/** How the numbers of one list are written, little-endian; the first that loses nothing is taken. */
const ENCODINGS = [
  {
    name: 'uint8',
    bytes: 1,
    holds: (x: number) => isWhole(x) && x >= 0 && x < 2 ** 8,
    write: (view: DataView, at: number, x: number) => view.setUint8(at, x),
    read: (view: DataView, at: number) => view.getUint8(at),
  },
  {
    name: 'uint16',
    bytes: 2,
    holds: (x: number) => isWhole(x) && x >= 0 && x < 2 ** 16,
    write: (view: DataView, at: number, x: number) =>
      view.setUint16(at, x, true),
    read: (view: DataView, at: number) => view.getUint16(at, true),
  },
  {
    name: 'float32',
    bytes: 4,
    holds: (x: number) => Object.is(Math.fround(x), x),
    write: (view: DataView, at: number, x: number) =>
      view.setFloat32(at, x, true),
    read: (view: DataView, at: number) => view.getFloat32(at, true),
  },
  {
    name: 'float64',
    bytes: 8,
    holds: () => true,
    write: (view: DataView, at: number, x: number) =>
      view.setFloat64(at, x, true),
    read: (view: DataView, at: number) => view.getFloat64(at, true),
  },
] as const;

function isWhole(x: number): boolean {
  return Number.isInteger(x) && !Object.is(x, -0);
}

/**
 * A list of numbers as text: the name of the narrowest encoding that holds each of them exactly (NaN included), a colon,
 * and Base64 of the little-endian bytes, e.g. `uint8:AQID`. The same numbers give the same text.
 *
 * @internal
 */
export function toNumberText(values: ArrayLike<number>): string {
  const list = Array.from(values);
  const encoding = ENCODINGS.find(({ holds }) => list.every(holds));
  const { name, bytes, write } = encoding ?? ENCODINGS[3];
  const data = new Uint8Array(bytes * list.length);
  const view = new DataView(data.buffer);
  for (const [index, value] of list.entries()) {
    write(view, bytes * index, value);
  }
  return `${name}:${toBase64(data)}`;
}

/**
 * The numbers of a text that `toNumberText` wrote.
 *
 * @throws RangeError that says what is wrong with the text.
 * @internal
 */
export function fromNumberText(text: string): Float64Array {
  const colon = text.indexOf(':');
  const encoding = ENCODINGS.find(({ name }) => name === text.slice(0, colon));
  if (!encoding) {
    throw new RangeError(
      `Numbers must begin with one of ${ENCODINGS.map(
        ({ name }) => `${name}:`,
      ).join(', ')}`,
    );
  }
  const data = fromBase64(text.slice(colon + 1));
  const count = data.length / encoding.bytes;
  if (!Number.isInteger(count)) {
    throw new RangeError(
      `${data.length} bytes are no whole number of ${encoding.name}`,
    );
  }
  const view = new DataView(data.buffer);
  return Float64Array.from({ length: count }, (_, index) =>
    encoding.read(view, encoding.bytes * index),
  );
}
