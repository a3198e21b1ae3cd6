import type { DatabaseLabelStore } from './DatabaseLabelStore';
import type { LabelRules } from './labelRules';
import { outcomeOf } from './labelRow';
import type { ChangeLabelReader, LabelReader, MaturedLabel } from './types';

/** Labels as learning and explanations ask for them: of deployments to the tiers that count, and of changes. */
export class DefaultLabelReader implements LabelReader {
  readonly #store: DatabaseLabelStore;
  readonly #changes: ChangeLabelReader;
  readonly #rules: LabelRules;
  readonly #now: () => Date;

  static create(options: {
    store: DatabaseLabelStore;
    changes: ChangeLabelReader;
    rules: LabelRules;
    now: () => Date;
  }): DefaultLabelReader {
    return new DefaultLabelReader(options);
  }

  private constructor(options: {
    store: DatabaseLabelStore;
    changes: ChangeLabelReader;
    rules: LabelRules;
    now: () => Date;
  }) {
    this.#store = options.store;
    this.#changes = options.changes;
    this.#rules = options.rules;
    this.#now = options.now;
  }

  async listMatured(options: { before?: Date } = {}): Promise<MaturedLabel[]> {
    const now = this.#now();
    const matured: MaturedLabel[] = [];
    const pages = this.#store.listMatured({
      tiers: this.#rules.tiers,
      now,
      before: options.before,
    });
    for await (const page of pages) {
      for (const label of page) {
        const { deploymentId, entityRef, occurredAt, maturesAt } = label;
        matured.push({
          deploymentId,
          entityRef,
          occurredAt,
          label: outcomeOf(label, now) === 'failed' ? 1 : 0,
          maturedAt: maturesAt,
        });
      }
    }
    return matured;
  }

  async countMatured() {
    const { tiers, maturityDays } = this.#rules;
    const counts = await this.#store.countMatured({ tiers, now: this.#now() });
    return { ...counts, maturityDays };
  }

  async outcomesOf(
    deploymentIds: string[],
  ): Promise<Map<string, 'failed' | 'clean' | 'pending'>> {
    const now = this.#now();
    const labels = await this.#store.getMany(deploymentIds);
    return new Map(
      [...labels].map(([id, label]) => [id, outcomeOf(label, now)]),
    );
  }

  listChangeLabels() {
    return this.#changes.listChangeLabels();
  }

  countChangeLabels() {
    return this.#changes.countChangeLabels();
  }
}
