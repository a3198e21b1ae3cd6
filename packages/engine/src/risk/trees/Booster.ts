import { addTree, addTreeToTraining } from './applyTree';
import type { BinnedRows } from './binnedRows';
import { EnsembleBuilder } from './EnsembleBuilder';
import type { GrowingGround } from './grownTree';
import { logisticGradients } from './logisticGradients';
import { SeededRandom } from './SeededRandom';
import type { TreeEnsemble } from './treeEnsemble';
import { TreeGrower } from './TreeGrower';

/** Later rows that are watched, never learned from. @internal */
export interface WatchedRows {
  binned: BinnedRows;
  labels: Uint8Array;
  /** Margins before the first tree. */
  margins: Float64Array;
}

/** What the members of a bag share. @internal */
export interface BoostingGround extends GrowingGround {
  labels: Uint8Array;
  weights: Float64Array | undefined;
  /** Margins before the first tree, the intercept included. */
  margins: Float64Array;
  intercept: number;
  watched: WatchedRows | undefined;
}

/**
 * Gradient boosting with logistic loss, one round at a time (Friedman 2001; Newton steps as in Chen and Guestrin 2016):
 *
 * 1. margins start at the intercept plus each row's base margin;
 * 2. a round takes first and second derivatives of the loss at the margins;
 * 3. it grows one tree, or some trees, each on its own share of rows and features;
 * 4. leaf values times the learning rate, divided by the trees of the round, are rounded to float32 and added to the
 *    margins of all rows, drawn or not;
 * 5. each node's cover is the weight of all training rows that pass it.
 *
 * @internal
 */
export class Booster {
  readonly #ground: BoostingGround;
  readonly #random: SeededRandom;
  readonly #builder: EnsembleBuilder;
  readonly #margins: Float64Array;
  readonly #watchedMargins: Float64Array | undefined;
  /** Trees after each round, 0 first: a tree without a split is not kept. */
  readonly #treesAfter: number[] = [0];

  private constructor(ground: BoostingGround, random: SeededRandom) {
    this.#ground = ground;
    this.#random = random;
    this.#builder = EnsembleBuilder.create({
      bins: ground.binned.bins,
      baseMargin: ground.intercept,
    });
    this.#margins = ground.margins.slice();
    this.#watchedMargins = ground.watched?.margins.slice();
  }

  static create(options: {
    ground: BoostingGround;
    seed: number;
    member: number;
  }): Booster {
    const { ground, seed, member } = options;
    return new Booster(ground, SeededRandom.create({ seed, stream: member }));
  }

  /** Margins of the watched rows after the rounds so far. */
  get watchedMargins(): Float64Array | undefined {
    return this.#watchedMargins;
  }

  /** Does one round and returns the training loss before it. */
  step(): number {
    const loss = this.loss();
    for (let tree = 0; tree < this.#ground.parameters.treesPerRound; tree++) {
      this.#addTree();
    }
    this.#treesAfter.push(this.#builder.trees);
    return loss;
  }

  /** The training loss after the rounds so far; leaves the derivatives there. */
  loss(): number {
    const { labels, weights, gradients } = this.#ground;
    return logisticGradients({
      margins: this.#margins,
      labels,
      weights,
      into: gradients,
    });
  }

  /** The model after some of the rounds. */
  ensemble(rounds: number): TreeEnsemble {
    return this.#builder.build(this.#treesAfter[rounds]);
  }

  #addTree(): void {
    const { binned, parameters, weights, watched } = this.#ground;
    const drawn = Math.max(1, Math.round(binned.count * parameters.rowShare));
    const order = this.#random.split(binned.count, drawn);
    const grownOn = order.subarray(0, drawn);
    const nodes = TreeGrower.grow({
      ground: this.#ground,
      rows: grownOn,
      random: this.#random,
    });
    if (nodes.length === 1) {
      return;
    }
    const scale = parameters.learningRate / parameters.treesPerRound;
    const values = Float32Array.from(nodes, ({ value }) => scale * value);
    const cover = addTreeToTraining({
      nodes,
      values,
      binned,
      margins: this.#margins,
      weights,
      grownOn,
      others: order.subarray(drawn),
    });
    this.#builder.add({ nodes, values, cover });
    if (watched && this.#watchedMargins) {
      addTree({
        nodes,
        values,
        binned: watched.binned,
        margins: this.#watchedMargins,
      });
    }
  }
}
