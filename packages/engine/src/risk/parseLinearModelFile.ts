import {
  LINEAR_MODEL_FORMAT,
  type LinearRiskModelFile,
  type ProjectMetrics,
  type RiskModelMetrics,
  type RiskModelTraining,
} from './linearModelFile';
import { kameiFeatures, type RiskFeature } from './riskFeatures';

/** Reads fields of one JSON object and says which one is wrong. */
class FieldReader {
  readonly #object: Record<string, unknown>;
  readonly #path: string;

  private constructor(object: Record<string, unknown>, path: string) {
    this.#object = object;
    this.#path = path;
  }

  static create(value: unknown, path: string): FieldReader {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new TypeError(
        `Model file: ${path || 'the file'} must be an object`,
      );
    }
    return new FieldReader(value as Record<string, unknown>, path);
  }

  fail(key: string, expected: string): never {
    throw new TypeError(
      `Model file: ${this.#path}${key} must be ${expected}, got ${
        JSON.stringify(this.#object[key])?.slice(0, 80) ?? 'nothing'
      }`,
    );
  }

  string(key: string): string {
    const value = this.#object[key];
    return typeof value === 'string' && value !== ''
      ? value
      : this.fail(key, 'a text');
  }

  sha256(key: string): string {
    const value = this.#object[key];
    return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
      ? value
      : this.fail(key, 'a SHA-256 in lower-case hex');
  }

  number(key: string): number {
    const value = this.#object[key];
    return typeof value === 'number' && Number.isFinite(value)
      ? value
      : this.fail(key, 'a finite number');
  }

  numbers(key: string, length: number): number[] {
    const value = this.#object[key];
    return Array.isArray(value) &&
      value.length === length &&
      value.every(entry => typeof entry === 'number' && Number.isFinite(entry))
      ? value
      : this.fail(key, `a list of ${length} finite numbers`);
  }

  object(key: string): FieldReader {
    return FieldReader.create(this.#object[key], `${this.#path}${key}.`);
  }

  objects(key: string): FieldReader[] {
    const value = this.#object[key];
    return Array.isArray(value)
      ? value.map((entry, index) =>
          FieldReader.create(entry, `${this.#path}${key}[${index}].`),
        )
      : this.fail(key, 'a list');
  }
}

/** The model must speak of the change measures this version computes, in the same order and by the same definitions. */
function readFeatures(file: FieldReader): RiskFeature[] {
  const readers = file.objects('features');
  if (readers.length !== kameiFeatures.length) {
    file.fail('features', `a list of ${kameiFeatures.length} features`);
  }
  return kameiFeatures.map((expected, index) => {
    const reader = readers[index];
    for (const key of ['name', 'unit', 'transform'] as const) {
      if (reader.string(key) !== expected[key]) {
        reader.fail(key, `'${expected[key]}'`);
      }
    }
    return {
      ...expected,
      label: reader.string('label'),
      description: reader.string('description'),
    };
  });
}

function readMetrics(reader: FieldReader): RiskModelMetrics {
  return {
    rocAuc: reader.number('rocAuc'),
    prAuc: reader.number('prAuc'),
    brier: reader.number('brier'),
    ece: reader.number('ece'),
  };
}

function readProject(reader: FieldReader): ProjectMetrics {
  return {
    project: reader.string('project'),
    trainingRows: reader.number('trainingRows'),
    testRows: reader.number('testRows'),
    testBaseRate: reader.number('testBaseRate'),
    model: readMetrics(reader.object('model')),
    withoutThisProject: readMetrics(reader.object('withoutThisProject')),
    linesAddedOnly: readMetrics(reader.object('linesAddedOnly')),
  };
}

function readTraining(reader: FieldReader): RiskModelTraining {
  return {
    description: reader.string('description'),
    rows: reader.number('rows'),
    baseRate: reader.number('baseRate'),
    l2: reader.number('l2'),
    createdFrom: reader.string('createdFrom'),
  };
}

/**
 * Reads a model file and checks all of it. Hashes are only checked for their form: the caller holds the bytes.
 *
 * @param text - the JSON text
 * @throws TypeError that names the field, what it must be and what it is.
 * @public
 */
export function parseLinearModelFile(text: string): LinearRiskModelFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new TypeError(`Model file: not JSON, ${String(error)}`);
  }
  const file = FieldReader.create(json, '');
  if (file.string('format') !== LINEAR_MODEL_FORMAT) {
    file.fail('format', `'${LINEAR_MODEL_FORMAT}'`);
  }
  const features = readFeatures(file);
  const width = features.length;
  const means = file.numbers('means', width);
  const scales = file.numbers('scales', width);
  const imputation = file.numbers('imputation', width);
  if (scales.some(scale => scale <= 0)) {
    file.fail('scales', 'above 0 throughout');
  }
  // Otherwise an unknown signal would move the margin without being listed as a contribution.
  if (imputation.some((value, index) => value !== means[index])) {
    file.fail('imputation', 'equal to means');
  }
  return {
    format: LINEAR_MODEL_FORMAT,
    id: file.string('id'),
    version: file.string('version'),
    features,
    schemaHash: file.sha256('schemaHash'),
    onnxSha256: file.sha256('onnxSha256'),
    coefficients: file.numbers('coefficients', width),
    intercept: file.number('intercept'),
    means,
    scales,
    imputation,
    covariance: file.numbers('covariance', (width + 1) ** 2),
    training: readTraining(file.object('training')),
    metrics: file.objects('metrics').map(readProject),
  };
}
