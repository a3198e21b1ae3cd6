const WIRE_VARINT = 0;
const WIRE_LENGTH_DELIMITED = 2;
/** 53 bits, seven to a byte. */
const MAX_VARINT_BYTES = 8;

/**
 * Writes the protobuf wire format: as much of it as an ONNX model needs. Fields come out in the order they are written,
 * so the same calls give the same bytes. https://protobuf.dev/programming-guides/encoding
 *
 * @internal
 */
export class ProtobufWriter {
  #buffer = new Uint8Array(64);
  #length = 0;

  /** int32, int64, enum, bool: an integer from 0 to 2^53 − 1. */
  integer(field: number, value: number): this {
    checkInteger(field, value);
    this.#tag(field, WIRE_VARINT);
    this.#varint(value);
    return this;
  }

  /** A packed repeated field of integers from 0 to 2^53 − 1. */
  packedIntegers(field: number, values: ArrayLike<number>): this {
    const packed = new ProtobufWriter();
    for (let index = 0; index < values.length; index++) {
      checkInteger(field, values[index]);
      packed.#varint(values[index]);
    }
    return this.message(field, packed);
  }

  /** A packed repeated field of single precision numbers. */
  packedFloats(field: number, values: ArrayLike<number>): this {
    return this.bytes(field, littleEndianFloats(values));
  }

  /** string, as UTF-8 */
  string(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  /** bytes */
  bytes(field: number, value: Uint8Array): this {
    this.#tag(field, WIRE_LENGTH_DELIMITED);
    this.#varint(value.length);
    this.#reserve(value.length);
    this.#buffer.set(value, this.#length);
    this.#length += value.length;
    return this;
  }

  /** An embedded message. */
  message(field: number, value: ProtobufWriter): this {
    return this.bytes(field, value.#buffer.subarray(0, value.#length));
  }

  finish(): Uint8Array {
    return this.#buffer.slice(0, this.#length);
  }

  #tag(field: number, wire: number): void {
    this.#varint(field * 8 + wire);
  }

  #varint(value: number): void {
    this.#reserve(MAX_VARINT_BYTES);
    // Division, not shifts: those would cut the value to 32 bits.
    let rest = value;
    while (rest >= 128) {
      this.#buffer[this.#length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#buffer[this.#length++] = rest;
  }

  /** Makes room for some bytes more; the buffer doubles, so that writing stays linear. */
  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed > this.#buffer.length) {
      const wider = new Uint8Array(Math.max(needed, 2 * this.#buffer.length));
      wider.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = wider;
    }
  }
}

function checkInteger(field: number, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(
      `Field ${field} takes an integer from 0 to 2^53 − 1, got ${value}`,
    );
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
