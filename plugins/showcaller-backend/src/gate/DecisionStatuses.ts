import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  ApprovalState,
  GateDecision,
  GateOverride,
} from '@showcaller/backstage-plugin-showcaller-common';
import { effectiveStatus } from './decide/effectiveStatus';
import type { GateService } from './GateService';
import type { ApprovalBook, EffectiveStatus } from './types';

/** A decision as of now, with what people said to it. */
export interface CurrentStatus extends EffectiveStatus {
  approvals?: ApprovalState;
  override?: GateOverride;
}

/** What decisions mean now. */
export class DecisionStatuses {
  readonly #gate: Pick<GateService, 'isCurrent'>;
  readonly #now: () => Date;
  #book: ApprovalBook | undefined;

  static create(options: {
    gate: Pick<GateService, 'isCurrent'>;
    now: () => Date;
  }): DecisionStatuses {
    return new DecisionStatuses(options);
  }

  private constructor(options: {
    gate: Pick<GateService, 'isCurrent'>;
    now: () => Date;
  }) {
    this.#gate = options.gate;
    this.#now = options.now;
  }

  /** From now on, what people said counts. */
  setBook(book: ApprovalBook): void {
    this.#book = book;
  }

  async of(
    decision: GateDecision,
    options?: { credentials?: BackstageCredentials },
  ): Promise<CurrentStatus> {
    const approvals = decision.approvals
      ? await this.#book?.stateOf(decision, options)
      : undefined;
    const override = mayBeOverridden(decision)
      ? await this.#book?.overrideOf(decision.id)
      : undefined;
    return this.#current({ decision, approvals, override });
  }

  /** The same for several, for listings; by id. */
  async statusesOf(
    decisions: GateDecision[],
  ): Promise<Map<string, CurrentStatus>> {
    const asked = decisions.filter(({ approvals }) => approvals);
    const approvals = await this.#book?.statesOf(asked);
    const overrides = await this.#book?.overridesOf(
      decisions.filter(mayBeOverridden).map(({ id }) => id),
    );
    const found = new Map<string, CurrentStatus>();
    for (const decision of decisions) {
      found.set(
        decision.id,
        await this.#current({
          decision,
          approvals: approvals?.get(decision.id),
          override: overrides?.get(decision.id),
        }),
      );
    }
    return found;
  }

  async #current(known: {
    decision: GateDecision;
    approvals?: ApprovalState;
    override?: GateOverride;
  }): Promise<CurrentStatus> {
    const { decision, approvals, override } = known;
    const current =
      !decision.approvals || (await this.#gate.isCurrent(decision));
    return {
      ...effectiveStatus({ ...known, current, now: this.#now() }),
      approvals,
      override,
    };
  }
}

function mayBeOverridden({ outcome }: GateDecision): boolean {
  return outcome !== 'allow';
}
