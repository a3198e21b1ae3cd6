import { evaluateTrees, type TreeEnsemble } from '@showcaller/engine/risk';
import type { EvaluatedMargins, MarginEvaluator } from './MarginEvaluator';

/** Runs the trees without a native library. */
export class TreeEvaluator implements MarginEvaluator {
  readonly #trees: TreeEnsemble;

  static create(trees: TreeEnsemble): TreeEvaluator {
    return new TreeEvaluator(trees);
  }

  private constructor(trees: TreeEnsemble) {
    this.#trees = trees;
  }

  async evaluate(rows: Float32Array): Promise<EvaluatedMargins> {
    return {
      margins: evaluateTrees(this.#trees, rows),
      probabilities: undefined,
    };
  }

  async release(): Promise<void> {}
}
