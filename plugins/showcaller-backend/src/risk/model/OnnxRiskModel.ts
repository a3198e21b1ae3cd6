import type { RiskModelCard } from '@showcaller/backstage-plugin-showcaller-common';
import { sigmoid, type LinearModel } from '@showcaller/engine/risk';
import type { InferenceSession } from 'onnxruntime-node';
import type { RiskEvaluation, RiskExplanation, RiskModel } from '../types';
import { explainRow } from './explainRow';
import { modelRows } from './modelRows';

/** The runtime as a module, so that it is loaded late and a test can take it away. */
export type OnnxRuntime = Pick<
  typeof import('onnxruntime-node'),
  'InferenceSession' | 'Tensor'
>;

interface OnnxRiskModelOptions {
  runtime: OnnxRuntime;
  session: InferenceSession;
  model: LinearModel;
  card: RiskModelCard;
}

/** Evaluates the ONNX file with onnxruntime: input `features` float[N, F], output `margin` float[N, 1]. */
export class OnnxRiskModel implements RiskModel {
  readonly card: RiskModelCard;
  readonly #options: OnnxRiskModelOptions;

  /** Throws when the file is no model that this runtime understands. */
  static async create(
    options: Omit<OnnxRiskModelOptions, 'session'> & { onnx: Uint8Array },
  ): Promise<OnnxRiskModel> {
    const session = await options.runtime.InferenceSession.create(
      options.onnx,
      {
        intraOpNumThreads: 1,
        interOpNumThreads: 1,
        executionProviders: ['cpu'],
      },
    );
    return new OnnxRiskModel({ ...options, session });
  }

  private constructor(options: OnnxRiskModelOptions) {
    this.#options = options;
    this.card = options.card;
  }

  async evaluate(rows: Float32Array): Promise<RiskEvaluation[]> {
    const { runtime, session, model } = this.#options;
    const width = model.features.length;
    const own = modelRows(rows, model.features);
    // A plain list and the type's name instead of classes of typed arrays: these differ between contexts of Node.
    const features = new runtime.Tensor('float32', Array.from(own), [
      own.length / width,
      width,
    ]);
    const { margin } = await session.run({ features }, ['margin']);
    if (margin.type !== 'float32') {
      throw new TypeError(
        `The model's output 'margin' is ${margin.type}, not float32.`,
      );
    }
    const margins = margin.data as Float32Array;
    return Array.from(margins, value => ({
      margin: value,
      probability: sigmoid(value),
    }));
  }

  explain(row: Float32Array): RiskExplanation {
    return explainRow(this.#options.model, row);
  }

  async release(): Promise<void> {
    await this.#options.session.release();
  }
}
