const ALPHABET =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const CODES = Uint8Array.from(ALPHABET, letter => letter.charCodeAt(0));
const CHUNK = 8192;

/** Base64 with padding (RFC 4648, section 4). @internal */
export function toBase64(bytes: Uint8Array): string {
  const codes = new Uint8Array(4 * Math.ceil(bytes.length / 3));
  let at = 0;
  for (let index = 0; index < bytes.length; index += 3) {
    const word =
      (bytes[index] << 16) |
      ((bytes[index + 1] ?? 0) << 8) |
      (bytes[index + 2] ?? 0);
    codes[at++] = CODES[word >> 18];
    codes[at++] = CODES[(word >> 12) & 63];
    codes[at++] = CODES[(word >> 6) & 63];
    codes[at++] = CODES[word & 63];
  }
  const padding = (3 - (bytes.length % 3)) % 3;
  codes.fill('='.charCodeAt(0), codes.length - padding);
  const parts: string[] = [];
  for (let index = 0; index < codes.length; index += CHUNK) {
    parts.push(String.fromCharCode(...codes.subarray(index, index + CHUNK)));
  }
  return parts.join('');
}

/** Of the 256 character codes; -1 for those that are not of Base64. */
const VALUES = new Int8Array(256).fill(-1);
for (const [value, code] of CODES.entries()) {
  VALUES[code] = value;
}

/**
 * The bytes of a Base64 text.
 *
 * @throws RangeError for anything but the one text that `toBase64` gives for the bytes.
 * @internal
 */
export function fromBase64(text: string): Uint8Array {
  if (text.length % 4 !== 0) {
    throw new RangeError('Base64 comes in groups of four characters');
  }
  const padding = text.endsWith('==') ? 2 : Number(text.endsWith('='));
  const length = text.length - padding;
  const bytes = new Uint8Array((length * 3) >> 2);
  let word = 0;
  let at = 0;
  let bad = 0;
  for (let index = 0; index < length; index++) {
    const value = VALUES[text.charCodeAt(index) & 255];
    bad |= value | (text.charCodeAt(index) >> 8);
    word = (word << 6) | (value & 63);
    if ((index & 3) === 3) {
      bytes[at++] = word >> 16;
      bytes[at++] = word >> 8;
      bytes[at++] = word;
      word = 0;
    }
  }
  if ((bad & ~63) !== 0) {
    const wrong = Array.from(text.slice(0, length)).findIndex(
      letter => !ALPHABET.includes(letter),
    );
    throw new RangeError(`Character ${wrong} is not of Base64`);
  }
  if (padding === 1) {
    bytes[at++] = word >> 10;
    bytes[at] = word >> 2;
  } else if (padding === 2) {
    bytes[at] = word >> 4;
  }
  if (padding > 0 && (word & ((1 << (2 * padding)) - 1)) !== 0) {
    throw new RangeError('Base64 must end in zero bits');
  }
  return bytes;
}
