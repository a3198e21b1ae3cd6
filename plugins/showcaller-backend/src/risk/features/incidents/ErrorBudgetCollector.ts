import type {
  CollectorResult,
  FeatureCollector,
  FeatureRequest,
} from '../FeatureCollector';

const SOURCE = 'service level objectives';

/** What scoring asks of service level objectives: the worst of a service, as of a time. */
export interface ErrorBudgetReader {
  /** Share left, from 1 to -1; undefined when no objective is defined. */
  leastLeft(
    entityRef: string,
    at: string,
  ): Promise<{ share: number; observedAt: string } | undefined>;
}

/** How much of the error budget of the service is left. */
export class ErrorBudgetCollector implements FeatureCollector {
  readonly id = SOURCE;
  readonly features = ['budgetleft'] as const;
  readonly #budgets: ErrorBudgetReader | undefined;

  static create(
    options: {
      /** Absent where nothing keeps objectives: then none is defined. */
      budgets?: ErrorBudgetReader;
    } = {},
  ): ErrorBudgetCollector {
    return new ErrorBudgetCollector(options.budgets);
  }

  private constructor(budgets: ErrorBudgetReader | undefined) {
    this.#budgets = budgets;
  }

  async collect(request: FeatureRequest): Promise<CollectorResult> {
    const { entityRef, occurredAt } = request;
    const left = await this.#budgets?.leastLeft(entityRef, occurredAt);
    return {
      source: SOURCE,
      observedAt: left?.observedAt,
      values: { budgetleft: left && Math.min(1, Math.max(-1, left.share)) },
      missingReason: 'no service level objective is defined for this service',
    };
  }
}
