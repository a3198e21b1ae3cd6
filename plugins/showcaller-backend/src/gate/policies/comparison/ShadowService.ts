import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  GateDecision,
  PolicyComparison,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { PolicyFacts } from '@showcaller/engine/policy';
import type { Knex } from 'knex';
import { timestamp } from '../../../database/timestamp';
import type { OutcomesOf } from '../../evaluations/LastGood';
import type { DecisionObserver, PolicyProvider } from '../../types';
import { ComparisonTally } from './ComparisonTally';
import type { DatabaseShadowStore } from './DatabaseShadowStore';
import { decideOtherwise } from './decideOtherwise';

/** Of the newest so many decisions. */
const COMPARED = 5_000;

interface ShadowServiceOptions {
  store: DatabaseShadowStore;
  policies: PolicyProvider;
  outcomesOf: OutcomesOf;
  logger: LoggerService;
  now: () => Date;
}

/** Evaluates the bundle in shadow beside the active one, on everything that is decided. */
export class ShadowService implements DecisionObserver {
  readonly #options: ShadowServiceOptions;

  static create(options: ShadowServiceOptions): ShadowService {
    return new ShadowService(options);
  }

  private constructor(options: ShadowServiceOptions) {
    this.#options = options;
  }

  /** A shadow that cannot decide is logged: it never holds up what does. */
  async onDecision(
    decision: GateDecision,
    { facts, tx }: { facts: PolicyFacts; tx: Knex.Transaction },
  ): Promise<void> {
    const { policies, store, logger } = this.#options;
    const shadow = policies.shadow();
    // What was late has no facts to decide on.
    if (!shadow || Object.keys(facts).length === 0) {
      return;
    }
    let compared;
    try {
      compared = decideOtherwise({ decision, facts, policy: shadow.policy });
    } catch (error) {
      logger.warn(
        `The policies in shadow could not decide on ${decision.id}`,
        error instanceof Error ? error : new Error(String(error)),
      );
      return;
    }
    await store.insert(
      { hash: shadow.hash, activeHash: decision.policyHash, compared },
      tx,
    );
  }

  /** Undefined when the bundle never was in shadow while something was decided, and is not now. */
  async compare(hash: string): Promise<PolicyComparison | undefined> {
    const { store, policies, outcomesOf, now } = this.#options;
    const rows = await store.list(hash, COMPARED);
    if (rows.length === 0 && policies.shadow()?.hash !== hash) {
      return undefined;
    }
    const outcomes = await outcomesOf(
      rows.flatMap(({ deploymentId }) => deploymentId ?? []),
    );
    const tally = ComparisonTally.create();
    for (const { activeHash: _activeHash, ...row } of rows) {
      tally.add(row, outcomes.get(row.deploymentId ?? ''));
    }
    const to = timestamp(now());
    return {
      hash,
      activeHash: rows.at(-1)?.activeHash ?? policies.active().hash,
      kind: 'shadow',
      from: rows[0]?.decidedAt ?? to,
      to,
      state: 'running',
      ...tally.counts(),
    };
  }
}
