import type { RiskModelCard } from '@showcaller/backstage-plugin-showcaller-common';
import { evaluateLinear, type LinearModel } from '@showcaller/engine/risk';
import type { RiskEvaluation, RiskExplanation, RiskModel } from '../types';
import { explainRow } from './explainRow';
import { modelRows } from './modelRows';

/** Evaluates the model without a native library. */
export class TypeScriptRiskModel implements RiskModel {
  readonly card: RiskModelCard;
  readonly #model: LinearModel;

  static create(options: {
    model: LinearModel;
    card: RiskModelCard;
  }): TypeScriptRiskModel {
    return new TypeScriptRiskModel(options);
  }

  private constructor(options: { model: LinearModel; card: RiskModelCard }) {
    this.#model = options.model;
    this.card = options.card;
  }

  async evaluate(rows: Float32Array): Promise<RiskEvaluation[]> {
    const { features } = this.#model;
    const width = features.length;
    const own = modelRows(rows, features);
    const evaluations: RiskEvaluation[] = [];
    for (let start = 0; start < own.length; start += width) {
      evaluations.push(
        evaluateLinear(this.#model, own.subarray(start, start + width)),
      );
    }
    return evaluations;
  }

  explain(row: Float32Array): RiskExplanation {
    return explainRow(this.#model, row);
  }

  async release(): Promise<void> {}
}
