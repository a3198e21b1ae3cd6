const WIRE_VARINT = 0;
const WIRE_LENGTH_DELIMITED = 2;

/**
 * Writes the protobuf wire format: as much of it as an ONNX model needs. Fields come out in the order they are written,
 * so the same calls give the same bytes. https://protobuf.dev/programming-guides/encoding
 *
 * @internal
 */
export class ProtobufWriter {
  readonly #bytes: number[] = [];

  /** int32, int64, enum, bool: an integer from 0 to 2^53 − 1. */
  integer(field: number, value: number): this {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new RangeError(
        `Field ${field} takes an integer from 0 to 2^53 − 1, got ${value}`,
      );
    }
    this.#tag(field, WIRE_VARINT);
    this.#varint(value);
    return this;
  }

  /** string, as UTF-8 */
  string(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  /** bytes */
  bytes(field: number, value: Uint8Array): this {
    this.#tag(field, WIRE_LENGTH_DELIMITED);
    this.#varint(value.length);
    this.#raw(value);
    return this;
  }

  /** An embedded message. */
  message(field: number, value: ProtobufWriter): this {
    return this.bytes(field, value.finish());
  }

  finish(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  #tag(field: number, wire: number): void {
    this.#varint(field * 8 + wire);
  }

  #varint(value: number): void {
    // Division, not shifts: those would cut the value to 32 bits.
    let rest = value;
    while (rest >= 128) {
      this.#bytes.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.#bytes.push(rest);
  }

  #raw(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#bytes.push(byte);
    }
  }
}

/** IEEE 754 single precision, little-endian on every machine. @internal */
export function littleEndianFloats(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < values.length; index++) {
    view.setFloat32(4 * index, values[index], true);
  }
  return bytes;
}
