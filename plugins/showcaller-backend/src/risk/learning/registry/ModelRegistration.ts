import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { RiskModelVersion } from '@showcaller/backstage-plugin-showcaller-common';
import {
  canonicalFeatureSchema,
  modelHash,
  RISK_MODEL_FORMAT,
  riskFeatures,
  type RiskModelFile,
  serialiseRiskModelFile,
} from '@showcaller/engine/risk';
import { sha256 } from '../../../database/sha256';
import { timestamp } from '../../../database/timestamp';
import { modelRows } from '../../model/modelRows';
import { OnnxEvaluator, type OnnxRuntime } from '../../model/OnnxEvaluator';
import type { AssessedDeployments } from '../rows/AssessedDeployments';
import { ROW_WIDTH } from '../rows/DatedRows';
import { rowOfSignals } from '../rows/RowCollector';
import type { ModelLoader } from '../serving/ChampionWatcher';
import type { Because, ModelRegistry } from './ModelRegistry';

/** Rows that the model's answers are kept for, to be checked whenever it is loaded. */
const PARITY_ROWS = 64;
const DAY_MS = 24 * 60 * 60 * 1000;
const RECENT_DAYS = 90;

/** An ONNX model as an operator brings it. */
export interface RegistrationRequest {
  id: string;
  version: string;
  /** What it was trained on, in words. */
  description: string;
  onnx: Uint8Array;
  /** Names of its input columns, in order. */
  features: string[];
  trainedOn: { rows: number; positives: number; from?: string; to?: string };
}

/** What registering needs. */
export interface ModelRegistrationOptions {
  registry: ModelRegistry;
  deployments: AssessedDeployments;
  load: ModelLoader;
  importRuntime?: () => Promise<OnnxRuntime>;
  logger: LoggerService;
  now: () => Date;
}

/**
 * Takes an ONNX model in as challenger: input `features` float[N, F] with NaN for unknown values, outputs `margin` (log-odds)
 * and `probability` float[N, 1]. It scores in the background and never serves unless a person promotes it.
 */
export class ModelRegistration {
  readonly #options: ModelRegistrationOptions;

  static create(options: ModelRegistrationOptions): ModelRegistration {
    return new ModelRegistration(options);
  }

  private constructor(options: ModelRegistrationOptions) {
    this.#options = options;
  }

  /** @throws InputError that says what is wrong with the model, ConflictError when it is there already */
  async register(
    request: RegistrationRequest,
    because: Because,
  ): Promise<RiskModelVersion> {
    const { registry, load } = this.#options;
    const file = await this.#describe(request);
    const text = serialiseRiskModelFile(file, sha256);
    const model = await load({ file: text, onnx: request.onnx });
    await model.release();
    const { trainedOn } = request;
    return registry.enter(
      {
        hash: modelHash(file, sha256),
        id: request.id,
        version: request.version,
        rung: 'local',
        origin: 'registered',
        file: text,
        onnx: request.onnx,
        schemaHash: file.schemaHash,
        trainingWindow: windowOf(trainedOn),
        trainingRows: trainedOn.rows,
        trainingPositives: trainedOn.positives,
      },
      'challenger',
      because,
    );
  }

  async #describe(request: RegistrationRequest): Promise<RiskModelFile> {
    const { trainedOn, onnx } = request;
    const features = featuresOf(request.features);
    const parity = await this.#answers(onnx, features);
    return {
      format: RISK_MODEL_FORMAT,
      id: request.id,
      version: request.version,
      rung: 'local',
      origin: 'registered',
      features: features.map(({ name, unit, transform, minimum }) => ({
        name,
        unit,
        transform,
        minimum,
      })),
      schemaHash: sha256(canonicalFeatureSchema(features)),
      onnxSha256: sha256(onnx),
      calibrator: { kind: 'none' },
      parity,
      training: {
        description: request.description,
        createdFrom: 'registered by an operator',
        labelSource: 'deployments',
        window: windowOf(trainedOn),
        rows: trainedOn.rows,
        positives: trainedOn.positives,
        baseRate: trainedOn.positives / trainedOn.rows,
        seed: 0,
        parameters: {},
      },
      metrics: [],
    };
  }

  /** What the model says to the newest deployments and to a row of nothing but unknown values. */
  async #answers(
    onnx: Uint8Array,
    features: ReturnType<typeof featuresOf>,
  ): Promise<RiskModelFile['parity']> {
    const { importRuntime = async () => import('onnxruntime-node') } =
      this.#options;
    const recent = await this.#recentRows();
    const rows = new Float32Array((recent.length + 1) * ROW_WIDTH).fill(NaN);
    for (const [index, row] of recent.entries()) {
      rows.set(row, index * ROW_WIDTH);
    }
    const own = modelRows(rows, features);
    let answers;
    try {
      const evaluator = await OnnxEvaluator.create({
        runtime: await importRuntime(),
        onnx,
        width: features.length,
      });
      answers = await evaluator.evaluate(own);
      await evaluator.release();
    } catch (error) {
      throw new InputError(
        `onnx: the model cannot be run: ${
          error instanceof Error ? error.message : error
        }`,
      );
    }
    const margins = Float64Array.from(answers.margins);
    const probabilities = Float64Array.from(answers.probabilities ?? []);
    const wrong = margins.findIndex(
      (margin, row) =>
        !Number.isFinite(margin) ||
        !(probabilities[row] >= 0 && probabilities[row] <= 1),
    );
    if (wrong >= 0) {
      throw new InputError(
        `onnx: for ${
          wrong === recent.length
            ? 'a row of which nothing is known (all NaN)'
            : 'a deployment'
        } the model says margin ${margins[wrong]} and probability ${
          probabilities[wrong]
        }; a margin must be finite, a probability 0 to 1.`,
      );
    }
    return { fromTraining: recent.length, rows: own, margins, probabilities };
  }

  async #recentRows(): Promise<Float32Array[]> {
    const { deployments, now } = this.#options;
    const since = new Date(now().getTime() - RECENT_DAYS * DAY_MS);
    for await (const page of deployments.recent(since)) {
      return page
        .slice(0, PARITY_ROWS - 1)
        .map(({ signals }) =>
          typeof signals === 'string' ? rowOfSignals(signals) : signals,
        );
    }
    return [];
  }
}

function featuresOf(names: string[]) {
  const features = names.map(name => {
    const feature = riskFeatures.find(known => known.name === name);
    if (!feature) {
      throw new InputError(
        `features: '${name}' is no feature of this version; there are ${riskFeatures
          .map(known => known.name)
          .join(', ')}.`,
      );
    }
    return feature;
  });
  if (features.length === 0 || new Set(names).size !== names.length) {
    throw new InputError('features: a list of different names is needed.');
  }
  return features;
}

function windowOf({ from, to }: RegistrationRequest['trainedOn']) {
  return from && to ? { from: timestamp(from), to: timestamp(to) } : undefined;
}
