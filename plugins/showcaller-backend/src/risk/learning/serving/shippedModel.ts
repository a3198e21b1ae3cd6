import type { RiskModel } from '../../types';
import type { NewModel } from '../types';

/** The model that came with the package, as the registry keeps it. */
export function toShippedModel({
  card,
  files,
}: Pick<RiskModel, 'card' | 'files'>): NewModel {
  const { training, parent } = files.file;
  return {
    hash: card.hash,
    id: card.id,
    version: card.version,
    rung: card.rung,
    origin: 'shipped',
    parent,
    file: files.text,
    onnx: files.onnx,
    schemaHash: card.schemaHash,
    labelSource: training.labelSource,
    trainingWindow: training.window,
    trainingRows: training.rows,
    trainingPositives: training.positives,
  };
}
