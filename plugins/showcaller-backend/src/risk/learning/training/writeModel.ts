import {
  createRiskModelFile,
  driftReference,
  evaluateTrees,
  fitVennAbers,
  riskFeatures,
} from '@showcaller/engine/risk';
import { sha256 } from '../../../database/sha256';
import type { DatedRows } from '../rows/DatedRows';
import type { NewModel } from '../types';
import { describeRows, type TrainedModel } from './trainModel';

/** What names a new model and says where it comes from. */
export interface ModelOrigin {
  id: string;
  version: string;
  /** Hash of the model that it was built on. */
  parent?: string;
  labelSource: 'deployments' | 'changes';
  monotone: readonly string[];
  seed: number;
}

const words: Record<TrainedModel['rung'], string> = {
  prior: 'The shipped prior',
  calibrated: 'The shipped prior, calibrated',
  boosted: 'The shipped prior, corrected by trees',
  local: 'Trees',
};

/** Writes a trained model as it is stored. */
export function writeModel(
  { rung, model, metrics, controls }: TrainedModel,
  rows: DatedRows,
  origin: ModelOrigin,
): NewModel {
  const { id, version, parent, labelSource, monotone, seed } = origin;
  const described = describeRows(rows);
  const local = {
    rows: described.rows,
    positives: described.positives,
    labelSource,
  };
  const written = createRiskModelFile({
    id,
    version,
    rung,
    origin: 'trained',
    parent,
    features: riskFeatures,
    trees: model.trees,
    calibrator: model.calibrator,
    vennAbers: fitVennAbers({
      labels: rows.labels,
      margins: model.freshMargins,
    }),
    // Deployments are compared with deployments; changes look different in every respect.
    driftReference:
      labelSource === 'deployments'
        ? driftReference({
            names: riskFeatures.map(({ name }) => name),
            rows: rows.rows,
            margins: evaluateTrees(model.trees, rows.rows),
          })
        : undefined,
    trainingRows: rows.rows,
    training: {
      description: `${words[rung]} on ${described.rows} ${
        labelSource === 'deployments' ? 'deployments' : 'changes'
      } of this organisation, ${described.positives} of them failed`,
      createdFrom: 'training in the portal',
      ...local,
      window: described.window,
      baseRate: described.positives / described.rows,
      local,
      seed,
      parameters: {
        rounds: model.rounds ?? 0,
        monotone: monotone.join(' '),
      },
    },
    metrics: [{ on: 'later rows', model: metrics, controls: { ...controls } }],
    sha256,
  });
  return {
    hash: written.hash,
    id,
    version,
    rung,
    origin: 'trained',
    parent,
    file: written.text,
    onnx: written.onnx,
    schemaHash: written.file.schemaHash,
    labelSource,
    trainingWindow: described.window,
    trainingRows: described.rows,
    trainingPositives: described.positives,
    metrics,
    controls,
  };
}
