import { fromBase64, toBase64 } from './base64';

/** How the numbers of one list are written, little-endian; the first that loses nothing is taken. */
interface Encoding {
  name: string;
  bytes: number;
  holds: (x: number) => boolean;
  write: (view: DataView, at: number, x: number) => void;
  read: (view: DataView, numbers: Float64Array) => void;
}

function isWholeBelow(limit: number): (x: number) => boolean {
  return x => Number.isInteger(x) && x >= 0 && x < limit && !Object.is(x, -0);
}

// Every encoding has a loop of its own: with one loop for all, a large model would hold the event loop up for long.
const ENCODINGS: readonly Encoding[] = [
  {
    name: 'uint8',
    bytes: 1,
    holds: isWholeBelow(2 ** 8),
    write: (view, at, x) => view.setUint8(at, x),
    read: (view, numbers) => {
      for (let index = 0; index < numbers.length; index++) {
        numbers[index] = view.getUint8(index);
      }
    },
  },
  {
    name: 'uint16',
    bytes: 2,
    holds: isWholeBelow(2 ** 16),
    write: (view, at, x) => view.setUint16(at, x, true),
    read: (view, numbers) => {
      for (let index = 0; index < numbers.length; index++) {
        numbers[index] = view.getUint16(2 * index, true);
      }
    },
  },
  {
    name: 'float32',
    bytes: 4,
    holds: x => Object.is(Math.fround(x), x),
    write: (view, at, x) => view.setFloat32(at, x, true),
    read: (view, numbers) => {
      for (let index = 0; index < numbers.length; index++) {
        numbers[index] = view.getFloat32(4 * index, true);
      }
    },
  },
  {
    name: 'float64',
    bytes: 8,
    holds: () => true,
    write: (view, at, x) => view.setFloat64(at, x, true),
    read: (view, numbers) => {
      for (let index = 0; index < numbers.length; index++) {
        numbers[index] = view.getFloat64(8 * index, true);
      }
    },
  },
];

/**
 * A list of numbers as text: the name of the narrowest encoding that holds each of them exactly (NaN included), a colon,
 * and Base64 of the little-endian bytes, e.g. `uint8:AQID`. The same numbers give the same text.
 *
 * @internal
 */
export function toNumberText(values: ArrayLike<number>): string {
  const list = Float64Array.from(values);
  const { name, bytes, write } =
    ENCODINGS.find(({ holds }) => list.every(holds)) ??
    ENCODINGS[ENCODINGS.length - 1];
  const data = new Uint8Array(bytes * list.length);
  const view = new DataView(data.buffer);
  for (let index = 0; index < list.length; index++) {
    write(view, bytes * index, list[index]);
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
  const numbers = new Float64Array(count);
  encoding.read(new DataView(data.buffer), numbers);
  return numbers;
}
