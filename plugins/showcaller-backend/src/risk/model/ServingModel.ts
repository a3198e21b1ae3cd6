import type { RiskModelCard } from '@showcaller/backstage-plugin-showcaller-common';
import type {
  RiskEvaluation,
  RiskExplanation,
  RiskModel,
  RiskModelFiles,
} from '../types';

/** A model with the number of uses under way. */
interface Lease {
  model: RiskModel;
  users: number;
  /** Called when the last use ends, once the model is no longer served. */
  onIdle?: () => void;
}

/**
 * The model that serves, which can be exchanged while it works. What needs several answers of one and the same model asks
 * for them inside {@link ServingModel.use}; nobody may keep its card.
 */
export class ServingModel implements RiskModel {
  readonly #listeners: Array<(card: RiskModelCard) => void> = [];
  #lease: Lease;

  static create(first: RiskModel): ServingModel {
    return new ServingModel(first);
  }

  private constructor(first: RiskModel) {
    this.#lease = { model: first, users: 0 };
  }

  get card(): RiskModelCard {
    return this.#lease.model.card;
  }

  get files(): RiskModelFiles {
    return this.#lease.model.files;
  }

  get baseMargin(): number {
    return this.#lease.model.baseMargin;
  }

  /** Does something with the present model, which is not released before it is done. */
  async use<T>(work: (model: RiskModel) => Promise<T>): Promise<T> {
    const lease = this.#lease;
    lease.users += 1;
    try {
      return await work(lease.model);
    } finally {
      lease.users -= 1;
      if (lease.users === 0) {
        lease.onIdle?.();
      }
    }
  }

  evaluate(rows: Float32Array): Promise<RiskEvaluation[]> {
    return this.use(model => model.evaluate(rows));
  }

  explain(row: Float32Array): Promise<RiskExplanation> {
    return this.use(model => model.explain(row));
  }

  leaves(row: Float32Array): Int32Array | undefined {
    return this.#lease.model.leaves(row);
  }

  /**
   * Serves another model from now on. What is under way ends on the old one, which is then released; the promise
   * settles after that.
   */
  async swap(next: RiskModel): Promise<void> {
    const old = this.#lease;
    this.#lease = { model: next, users: 0 };
    for (const listener of this.#listeners) {
      listener(next.card);
    }
    await end(old);
  }

  /** Called with the new model's card right after each exchange. */
  onSwapped(listener: (card: RiskModelCard) => void): void {
    this.#listeners.push(listener);
  }

  /** Waits for what is under way; the model cannot be used afterwards. */
  async release(): Promise<void> {
    await end(this.#lease);
  }
}

async function end(lease: Lease): Promise<void> {
  if (lease.users > 0) {
    await new Promise<void>(resolve => {
      lease.onIdle = resolve;
    });
  }
  await lease.model.release();
}
