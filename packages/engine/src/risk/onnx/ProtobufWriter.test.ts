import { ProtobufWriter } from './ProtobufWriter';

const hex = (writer: ProtobufWriter) =>
  Buffer.from(writer.finish()).toString('hex');

// Expected bytes are those of the examples on https://protobuf.dev/programming-guides/encoding
describe('ProtobufWriter', () => {
  it('writes an integer as a varint', () => {
    expect(hex(new ProtobufWriter().integer(1, 150))).toBe('089601');
    expect(hex(new ProtobufWriter().integer(1, 0))).toBe('0800');
  });

  it('writes integers beyond 32 bits', () => {
    expect(hex(new ProtobufWriter().integer(1, 2 ** 35))).toBe(
      '08808080808001',
    );
  });

  it('writes text as UTF-8 with its length', () => {
    expect(hex(new ProtobufWriter().string(2, 'testing'))).toBe(
      '120774657374696e67',
    );
    expect(hex(new ProtobufWriter().string(2, 'é'))).toBe('1202c3a9');
  });

  it('writes an embedded message with its length', () => {
    expect(
      hex(
        new ProtobufWriter().message(3, new ProtobufWriter().integer(1, 150)),
      ),
    ).toBe('1a03089601');
  });

  it('writes repeated integers packed, with the length of all of them', () => {
    expect(hex(new ProtobufWriter().packedIntegers(4, [3, 270, 86942]))).toBe(
      '2206038e029ea705',
    );
  });

  it('writes repeated floats packed, little-endian', () => {
    expect(hex(new ProtobufWriter().packedFloats(7, [1, -2]))).toBe(
      '3a080000803f000000c0',
    );
  });

  it('grows to a megabyte and more without losing a byte', () => {
    const bytes = Uint8Array.from({ length: 1_500_000 }, (_, i) => i % 251);
    const written = new ProtobufWriter().bytes(1, bytes).integer(2, 1).finish();
    expect(Buffer.compare(written.subarray(4, -2), bytes)).toBe(0);
    expect(hex(new ProtobufWriter().bytes(1, bytes)).slice(0, 8)).toBe(
      '0ae0c65b',
    );
  });

  it('writes field numbers above 15 in two bytes', () => {
    expect(hex(new ProtobufWriter().integer(20, 1))).toBe('a00101');
  });

  it.each([-1, 1.5, 2 ** 53, NaN])('refuses %p as an integer', value => {
    expect(() => new ProtobufWriter().integer(1, value)).toThrow(
      `Field 1 takes an integer from 0 to 2^53 − 1, got ${value}`,
    );
  });
});
