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

const VALUES = new Int8Array(128).fill(-1);
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
  const data = text.replace(/={1,2}$/, '');
  if (text.length % 4 !== 0) {
    throw new RangeError('Base64 comes in groups of four characters');
  }
  const bytes = new Uint8Array((data.length * 3) >> 2);
  let word = 0;
  let bits = 0;
  let at = 0;
  for (let index = 0; index < data.length; index++) {
    const value = VALUES[data.charCodeAt(index)] ?? -1;
    if (value < 0) {
      throw new RangeError(`Character ${index} is not of Base64`);
    }
    word = ((word << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (word >> bits) & 255;
    }
  }
  if ((word & ((1 << bits) - 1)) !== 0) {
    throw new RangeError('Base64 must end in zero bits');
  }
  return bytes;
}
