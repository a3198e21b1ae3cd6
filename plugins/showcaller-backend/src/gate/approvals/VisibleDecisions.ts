import type { GateDecision } from '@showcaller/backstage-plugin-showcaller-common';
import type { EntityAccess } from '../../http/EntityAccess';
import type { DecisionReader } from '../types';
import type { Caller } from './people/Callers';
import { Refusal } from './refusals';
import type { Attempt } from './RefusalRecorder';

/** Decisions as far as a caller may see them: a hidden one is told from none to the audit log alone. */
export class VisibleDecisions {
  readonly #decisions: Pick<DecisionReader, 'get'>;
  readonly #access: EntityAccess;

  static create(options: {
    decisions: Pick<DecisionReader, 'get'>;
    access: EntityAccess;
  }): VisibleDecisions {
    return new VisibleDecisions(options);
  }

  private constructor(options: {
    decisions: Pick<DecisionReader, 'get'>;
    access: EntityAccess;
  }) {
    this.#decisions = options.decisions;
    this.#access = options.access;
  }

  async find(
    decisionId: string,
    caller: Caller,
    attempt: Attempt,
  ): Promise<GateDecision> {
    const decision = await this.#decisions.get(decisionId);
    const message = `There is no decision ${decisionId}, or you may not see it.`;
    if (!decision) {
      throw new Refusal('unknown-decision', message);
    }
    attempt.entityRef = decision.entityRef;
    if (!(await this.canSee(decision.entityRef, caller))) {
      throw new Refusal('hidden', message);
    }
    return decision;
  }

  async canSee(entityRef: string, caller: Caller): Promise<boolean> {
    const seen = await this.#access.visible([entityRef], caller.credentials);
    return seen.length > 0;
  }
}
