import { parseCalibrator } from '../calibration';
import { canonicalFeatureSchema, riskFeatures } from '../riskFeatures';
import type { RiskFeature } from '../features/riskFeature';
import { readDriftReference } from './driftText';
import { FieldReader } from './FieldReader';
import { readMetrics, readTraining } from './readDescription';
import { readParity, readVennAbers } from './readTables';
import {
  modelOrigins,
  modelRungs,
  RISK_MODEL_FORMAT,
  type RiskModelFile,
  type Sha256,
} from './riskModelFile';
import { checksumOf } from './serialiseRiskModelFile';
import { readTrees } from './treesText';

/** A model may use some of the features that this version computes, but each by the same definition. */
function readFeatures(file: FieldReader): RiskFeature[] {
  const readers = file.objects('features');
  const features = readers.map(reader => {
    const name = reader.string('name');
    const known = riskFeatures.find(feature => feature.name === name);
    if (!known) {
      return reader.fail('name', 'a feature that this version computes');
    }
    for (const key of ['unit', 'transform', 'minimum'] as const) {
      if (reader.raw(key) !== known[key]) {
        reader.fail(key, JSON.stringify(known[key]));
      }
    }
    return known;
  });
  if (features.length === 0 || new Set(features).size !== features.length) {
    file.fail('features', 'a list of different features');
  }
  return features;
}

function parseObject(text: string): FieldReader {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new TypeError(`Model file: not JSON, ${String(error)}`);
  }
  return FieldReader.create(json, '');
}

/**
 * Reads a model file and checks all of it: its form, its checksum, that it speaks of features as this version computes them,
 * and that its trees are trees. The ONNX file beside it is the caller's to compare with `onnxSha256`.
 *
 * @param text - the JSON text.
 * @throws TypeError that names the field, what it must be and what it is.
 * @public
 */
export function parseRiskModelFile(
  text: string,
  sha256: Sha256,
): RiskModelFile {
  const file = parseObject(text);
  if (file.raw('format') !== RISK_MODEL_FORMAT) {
    file.fail('format', `'${RISK_MODEL_FORMAT}'`);
  }
  const checksum = checksumOf(file.toObject(), sha256);
  if (file.sha256('checksum') !== checksum) {
    file.fail(
      'checksum',
      `${checksum}: the file was changed after it was written, or cut short`,
    );
  }
  const features = readFeatures(file);
  const schemaHash = sha256(canonicalFeatureSchema(features));
  if (file.sha256('schemaHash') !== schemaHash) {
    file.fail(
      'schemaHash',
      `${schemaHash}, the hash of these features as this version defines them`,
    );
  }
  const trees = file.has('trees') ? readTrees(file.object('trees')) : undefined;
  if (trees && trees.featureCount !== features.length) {
    file.fail('features', `a list of ${trees.featureCount}, as its trees ask`);
  }
  return {
    format: RISK_MODEL_FORMAT,
    id: file.string('id'),
    version: file.string('version'),
    rung: file.oneOf('rung', modelRungs),
    origin: file.oneOf('origin', modelOrigins),
    ...(file.has('parent') && { parent: file.sha256('parent') }),
    features: features.map(({ name, unit, transform, minimum }) => ({
      name,
      unit,
      transform,
      minimum,
    })),
    schemaHash,
    onnxSha256: file.sha256('onnxSha256'),
    ...(trees && { trees }),
    calibrator: file.attempt('calibrator', 'a calibrator', () =>
      parseCalibrator(file.raw('calibrator')),
    ),
    ...(file.has('vennAbers') && {
      vennAbers: readVennAbers(file.object('vennAbers')),
    }),
    ...(file.has('driftReference') && {
      driftReference: readDriftReference(file.object('driftReference')),
    }),
    parity: readParity(file.object('parity'), features.length),
    training: readTraining(file.object('training')),
    metrics: file.objects('metrics').map(readMetrics),
  };
}
