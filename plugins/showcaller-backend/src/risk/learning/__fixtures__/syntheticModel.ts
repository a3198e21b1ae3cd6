import { createRiskModelFile, riskFeatures } from '@showcaller/engine/risk';
import { sha256 } from '../../../database/sha256';
import type { DatedRows } from '../rows/DatedRows';
import { ROW_WIDTH } from '../rows/DatedRows';
import type { RowInput } from '../rows/RowCollector';
import { syntheticPrior, syntheticRows } from './syntheticRows';

/** The prior of the tests as it would be shipped; or, of rows as they are here, a model that knows better. */
export function writeSyntheticPrior(
  local?: Parameters<typeof syntheticRows>[0],
) {
  const { trees, calibrator } = syntheticPrior(local);
  return createRiskModelFile({
    id: 'prior',
    version: '1',
    rung: 'prior',
    origin: 'shipped',
    features: riskFeatures,
    trees,
    calibrator,
    trainingRows: syntheticRows({ seed: 1, count: 100 }).rows,
    training: {
      description: 'Generated rows',
      createdFrom: 'a test',
      labelSource: 'changes',
      rows: 3000,
      positives: 1200,
      baseRate: 0.4,
      seed: 1,
      parameters: {},
    },
    metrics: [],
    sha256,
  });
}

/** Rows as they are read from the database: signals as JSON. */
export function toInputs(rows: DatedRows): RowInput[] {
  return rows.ids.map((id, row) => ({
    id,
    subject: rows.subjects[row],
    time: rows.times[row],
    maturedAt: rows.maturedAt[row],
    label: rows.labels[row],
    signals: JSON.stringify(signalsOf(rows, row)),
  }));
}

/** Stored signals of a row. */
export function signalsOf(rows: DatedRows, row: number) {
  return riskFeatures.map(({ name, group, unit }, column) => {
    const value = rows.rows[row * ROW_WIDTH + column];
    return Number.isNaN(value)
      ? { name, group, unit, source: 'test', missingReason: 'not measured' }
      : { name, group, unit, source: 'test', value };
  });
}
