import { littleEndianFloats, ProtobufWriter } from './ProtobufWriter';

// Field numbers of onnx.proto3 (ONNX 1.8 and later; they never change).

/** TensorProto.DataType */
const FLOAT = 1;
const BOOL = 9;

/** TensorProto of floats. @internal */
export function floatTensor(
  name: string,
  dims: readonly number[],
  values: ArrayLike<number>,
): ProtobufWriter {
  return tensor(name, dims, FLOAT, littleEndianFloats(values));
}

/** TensorProto of booleans. @internal */
export function boolTensor(
  name: string,
  dims: readonly number[],
  values: readonly boolean[],
): ProtobufWriter {
  return tensor(name, dims, BOOL, Uint8Array.from(values, Number));
}

function tensor(
  name: string,
  dims: readonly number[],
  dataType: number,
  raw: Uint8Array,
): ProtobufWriter {
  const writer = new ProtobufWriter();
  for (const dim of dims) {
    writer.integer(1, dim);
  }
  return writer.integer(2, dataType).string(8, name).bytes(9, raw);
}

/** AttributeProto.AttributeType */
const INT = 2;
const STRING = 3;
const FLOATS = 6;
const INTS = 7;
const STRINGS = 8;

/** A value of a node's attribute; lists of numbers say which kind they are. @internal */
export type AttributeValue =
  | { int: number }
  | { string: string }
  | { floats: ArrayLike<number> }
  | { ints: ArrayLike<number> }
  | { strings: readonly string[] };

function attribute(name: string, value: AttributeValue): ProtobufWriter {
  const writer = new ProtobufWriter().string(1, name);
  if ('int' in value) {
    return writer.integer(3, value.int).integer(20, INT);
  }
  if ('string' in value) {
    return writer.string(4, value.string).integer(20, STRING);
  }
  if ('floats' in value) {
    return writer.packedFloats(7, value.floats).integer(20, FLOATS);
  }
  if ('ints' in value) {
    return writer.packedIntegers(8, value.ints).integer(20, INTS);
  }
  for (const text of value.strings) {
    writer.string(9, text);
  }
  return writer.integer(20, STRINGS);
}

/** NodeProto, of the default operator set unless a domain is named. @internal */
export function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  options: {
    domain?: string;
    attributes?: Readonly<Record<string, AttributeValue>>;
  } = {},
): ProtobufWriter {
  const writer = new ProtobufWriter();
  for (const input of inputs) {
    writer.string(1, input);
  }
  writer.string(2, output).string(3, output).string(4, operator);
  for (const [name, value] of Object.entries(options.attributes ?? {})) {
    writer.message(5, attribute(name, value));
  }
  return options.domain ? writer.string(7, options.domain) : writer;
}

/** ValueInfoProto of a float tensor `[N, columns]`. @internal */
export function floatRows(name: string, columns: number): ProtobufWriter {
  const shape = new ProtobufWriter()
    .message(1, new ProtobufWriter().string(2, 'N'))
    .message(1, new ProtobufWriter().integer(1, columns));
  const tensorType = new ProtobufWriter().integer(1, FLOAT).message(2, shape);
  return new ProtobufWriter()
    .string(1, name)
    .message(2, new ProtobufWriter().message(1, tensorType));
}

/** GraphProto. @internal */
export function graph(options: {
  name: string;
  nodes: readonly ProtobufWriter[];
  initializers: readonly ProtobufWriter[];
  inputs: readonly ProtobufWriter[];
  outputs: readonly ProtobufWriter[];
}): ProtobufWriter {
  const writer = new ProtobufWriter();
  const write = (field: number, messages: readonly ProtobufWriter[]) => {
    for (const message of messages) {
      writer.message(field, message);
    }
  };
  write(1, options.nodes);
  writer.string(2, options.name);
  write(5, options.initializers);
  write(11, options.inputs);
  write(12, options.outputs);
  return writer;
}

/** ModelProto. @internal */
export function model(options: {
  irVersion: number;
  producer: string;
  graph: ProtobufWriter;
  /** Version per operator set; the default one has the empty name. */
  opsets: Readonly<Record<string, number>>;
  metadata: Readonly<Record<string, string>>;
}): ProtobufWriter {
  const writer = new ProtobufWriter()
    .integer(1, options.irVersion)
    .string(2, options.producer)
    .message(7, options.graph);
  for (const [domain, version] of Object.entries(options.opsets)) {
    writer.message(
      8,
      new ProtobufWriter().string(1, domain).integer(2, version),
    );
  }
  for (const [key, value] of Object.entries(options.metadata)) {
    writer.message(14, new ProtobufWriter().string(1, key).string(2, value));
  }
  return writer;
}
