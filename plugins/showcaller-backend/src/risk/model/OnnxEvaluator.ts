import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { EvaluatedMargins, MarginEvaluator } from './MarginEvaluator';

/** The runtime as a module, so that it is loaded late and a test can take it away. @public */
export type OnnxRuntime = Pick<
  typeof import('onnxruntime-node'),
  'InferenceSession' | 'Tensor'
>;

const OUTPUTS = ['margin', 'probability'] as const;

/** Runs an ONNX file with onnxruntime: input `features` float[N, F], outputs `margin` and `probability` float[N, 1]. */
export class OnnxEvaluator implements MarginEvaluator {
  readonly #runtime: OnnxRuntime;
  readonly #session: InferenceSession;
  readonly #width: number;

  /** Throws when the file is no model that this runtime understands, or has other inputs or outputs. */
  static async create(options: {
    runtime: OnnxRuntime;
    onnx: Uint8Array;
    /** Features per row. */
    width: number;
  }): Promise<OnnxEvaluator> {
    const { runtime, onnx, width } = options;
    const session = await runtime.InferenceSession.create(onnx, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionProviders: ['cpu'],
    });
    const missing = [
      ...['features'].filter(name => !session.inputNames.includes(name)),
      ...OUTPUTS.filter(name => !session.outputNames.includes(name)),
    ];
    if (missing.length > 0 || session.inputNames.length > 1) {
      await session.release();
      throw new TypeError(
        `The ONNX model must have the input 'features' and the outputs 'margin' and 'probability'; it has ${session.inputNames.join(
          ', ',
        )} and ${session.outputNames.join(', ')}.`,
      );
    }
    return new OnnxEvaluator({ runtime, session, width });
  }

  private constructor(options: {
    runtime: OnnxRuntime;
    session: InferenceSession;
    width: number;
  }) {
    this.#runtime = options.runtime;
    this.#session = options.session;
    this.#width = options.width;
  }

  async evaluate(rows: Float32Array): Promise<EvaluatedMargins> {
    const count = rows.length / this.#width;
    // A plain list and the type's name instead of classes of typed arrays: these differ between contexts of Node.
    const features = new this.#runtime.Tensor('float32', Array.from(rows), [
      count,
      this.#width,
    ]);
    const answer = await this.#session.run({ features }, [...OUTPUTS]);
    const [margins, probabilities] = OUTPUTS.map(name =>
      readOutput({ name, count, tensor: answer[name] }),
    );
    return { margins, probabilities };
  }

  async release(): Promise<void> {
    await this.#session.release();
  }
}

function readOutput(options: {
  name: string;
  count: number;
  tensor: Tensor;
}): Float32Array {
  const { name, count, tensor } = options;
  if (tensor.type !== 'float32' || tensor.data.length !== count) {
    throw new TypeError(
      `The model's output '${name}' must be one float32 per row; ${count} rows gave ${tensor.data.length} of ${tensor.type}.`,
    );
  }
  return tensor.data as Float32Array;
}
