import type { RiskModelCard } from '@showcaller/backstage-plugin-showcaller-common';
import {
  modelHash,
  riskFeatures,
  type RiskModelFile,
} from '@showcaller/engine/risk';
import { sha256 } from '../../database/sha256';

/** The model card that pages show, in the words of this version's schema. */
export function modelCard(
  file: RiskModelFile,
  served: Pick<RiskModelCard, 'runtime' | 'parity'>,
): RiskModelCard {
  const { training, trees } = file;
  const names = new Set(file.features.map(({ name }) => name));
  return {
    id: file.id,
    version: file.version,
    hash: modelHash(file, sha256),
    schemaHash: file.schemaHash,
    rung: file.rung,
    calibrator: file.calibrator.kind,
    trees: trees ? trees.starts.length - 1 : 0,
    trainedOn: training.description,
    trainingRows: training.rows,
    local: training.local,
    baseRate: training.baseRate,
    features: riskFeatures
      .filter(({ name }) => names.has(name))
      .map(({ name, label, group, unit, description }) => ({
        name,
        label,
        group,
        unit,
        description,
      })),
    ...served,
  };
}
