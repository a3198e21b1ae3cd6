/* Just enough DER to make certificates for tests (X.690). */

export type Der = Buffer;

export function der(tag: number, ...content: Uint8Array[]): Der {
  const body = Buffer.concat(content);
  const { length: size } = body;
  const long = size < 0x100 ? [0x81, size] : [0x82, size >> 8, size % 256];
  const length = size < 0x80 ? [size] : long;
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

export const sequence = (...items: Uint8Array[]) => der(0x30, ...items);
export const set = (...items: Uint8Array[]) => der(0x31, ...items);
export const integer = (value: number) => der(0x02, Buffer.from([value]));
export const octets = (content: Uint8Array) => der(0x04, content);
export const bits = (content: Uint8Array) =>
  der(0x03, Buffer.from([0]), content);
export const utf8 = (text: string) => der(0x0c, Buffer.from(text));
export const boolean = (value: boolean) =>
  der(0x01, Buffer.from([value ? 0xff : 0]));
export const explicit = (tag: number, content: Uint8Array) =>
  der(0xa0 + tag, content);

export function oid(text: string): Der {
  const [first, second, ...rest] = text.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const digits = [part % 128];
    for (let left = Math.floor(part / 128); left > 0; ) {
      digits.unshift((left % 128) + 128);
      left = Math.floor(left / 128);
    }
    bytes.push(...digits);
  }
  return der(0x06, Buffer.from(bytes));
}

export function time(date: Date): Der {
  const text = date.toISOString().replace(/[-:T]|\.\d+/g, '');
  return der(0x18, Buffer.from(text));
}
