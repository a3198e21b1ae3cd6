import type { RiskModelCard } from '@showcaller/backstage-plugin-showcaller-common';
import {
  checkFeatureValue,
  completedRows,
  contributionEffect,
  leafIndices,
  riskFeatures,
  riskInterval,
  TreeExplainer,
} from '@showcaller/engine/risk';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  RiskEvaluation,
  RiskExplanation,
  RiskModel,
  RiskModelFiles,
} from '../types';
import { calibratedRow } from './calibratedRow';
import type { MarginEvaluator } from './MarginEvaluator';
import { columnsOf, modelRows } from './modelRows';

/** Rows that are evaluated before other work gets a turn: some milliseconds, because the runtime blocks too. */
const ROWS_AT_ONCE = 128;
const WIDTH = riskFeatures.length;

interface LoadedRiskModelOptions {
  card: RiskModelCard;
  files: RiskModelFiles;
  evaluator: MarginEvaluator;
}

/** A model whose files were checked, run by one of the evaluators. */
export class LoadedRiskModel implements RiskModel {
  readonly card: RiskModelCard;
  readonly files: RiskModelFiles;
  readonly baseMargin: number;
  readonly #evaluator: MarginEvaluator;
  readonly #explainer: TreeExplainer | undefined;
  /** Column of each schema feature in the model; -1 where the model does not ask about it. */
  readonly #columns: number[];

  static create(options: LoadedRiskModelOptions): LoadedRiskModel {
    return new LoadedRiskModel(options);
  }

  private constructor({ card, files, evaluator }: LoadedRiskModelOptions) {
    const { trees, parity, features } = files.file;
    this.card = card;
    this.files = files;
    this.#evaluator = evaluator;
    this.#explainer = trees && TreeExplainer.create(trees);
    const inModel = columnsOf(features);
    this.#columns = riskFeatures.map((_, column) => inModel.indexOf(column));
    // A foreign graph does not tell its average: that of the training rows it was registered with stands for it.
    this.baseMargin =
      this.#explainer?.base ??
      mean(parity.margins.subarray(0, parity.fromTraining || undefined));
  }

  async evaluate(rows: Float32Array): Promise<RiskEvaluation[]> {
    checkRows(rows);
    const { file } = this.files;
    const evaluations: RiskEvaluation[] = [];
    for (let start = 0; start < rows.length; start += ROWS_AT_ONCE * WIDTH) {
      if (start > 0) {
        await nextTurn();
      }
      const { margins, probabilities } = await this.#evaluator.evaluate(
        modelRows(
          rows.subarray(start, start + ROWS_AT_ONCE * WIDTH),
          file.features,
        ),
      );
      for (let row = 0; row < margins.length; row++) {
        evaluations.push(
          calibratedRow(file, {
            margin: margins[row],
            probability: probabilities?.[row],
          }),
        );
      }
    }
    return evaluations;
  }

  async explain(row: Float32Array): Promise<RiskExplanation> {
    checkRows(row, 1);
    const interval = await this.#interval(row);
    const own = modelRows(row, this.files.file.features);
    const explanation = this.#explainer?.explain(own);
    if (!explanation) {
      const none = riskFeatures.map(() => undefined);
      return {
        contributions: none,
        unknownContribution: undefined,
        effects: none,
        interval,
      };
    }
    const { margin } = explanation;
    const contributions = this.#columns.map((column, index) => {
      if (Number.isNaN(row[index])) {
        return undefined;
      }
      return column < 0 ? 0 : explanation.contributions[column];
    });
    return {
      contributions,
      unknownContribution: explanation.contributions.reduce(
        (sum, share, column) => (Number.isNaN(own[column]) ? sum + share : sum),
        0,
      ),
      effects: contributions.map(
        contribution =>
          contribution &&
          contributionEffect({
            calibrator: this.files.file.calibrator,
            margin,
            contribution,
          }),
      ),
      interval,
    };
  }

  leaves(row: Float32Array): Int32Array | undefined {
    checkRows(row, 1);
    const { trees, features } = this.files.file;
    return trees && leafIndices(trees, modelRows(row, features));
  }

  async release(): Promise<void> {
    await this.#evaluator.release();
  }

  async #interval(row: Float32Array): Promise<RiskExplanation['interval']> {
    const { vennAbers, calibrator, parity, features } = this.files.file;
    if (!vennAbers) {
      return undefined;
    }
    const own = modelRows(row, features);
    const completed = completedRows({
      row: own,
      reference: parity.rows.subarray(0, parity.fromTraining * own.length),
    });
    const [{ margin }] = await this.evaluate(row);
    const completions =
      completed.length > 0
        ? (await this.#evaluator.evaluate(completed)).margins
        : [];
    return riskInterval({ table: vennAbers, calibrator, margin, completions });
  }
}

function checkRows(rows: Float32Array, count?: number): void {
  const given = rows.length / WIDTH;
  if (!Number.isInteger(given) || given !== (count ?? given)) {
    throw new RangeError(
      `A row has ${WIDTH} values, one per feature of the schema; got ${
        rows.length
      } values for ${count ?? 'whole'} row${count === 1 ? '' : 's'}.`,
    );
  }
  for (let at = 0; at < rows.length; at++) {
    checkFeatureValue(riskFeatures[at % WIDTH], rows[at]);
  }
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
