import {
  showcallerAnnotations,
  type GateDecision,
  type RiskAssessment,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  canonicalPolicy,
  decideGate,
  strategyTables,
} from '@showcaller/engine/policy';
import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';
import { ulid } from 'ulid';
import { timestamp } from '../database/timestamp';
import { sha256 } from '../database/sha256';
import type { OwnershipGraph } from '../ownership/types';
import { DatabaseDecisionStore } from './DatabaseDecisionStore';

const DEFAULT_TABLE = 'canary';

/** Told of every decision, in the transaction that stores it. */
export interface DecisionListener {
  onDecided(decision: GateDecision, tx: Knex.Transaction): Promise<void>;
}

/** Decides whether an assessed deployment may start, and keeps every decision with all that went into it. */
export class GateService {
  readonly #store: DatabaseDecisionStore;
  readonly #ownership: Pick<OwnershipGraph, 'getComponent'>;
  readonly #now: () => Date;
  readonly #listeners: DecisionListener[] = [];
  readonly #policyHash = sha256(canonicalPolicy());

  static create(options: {
    knex: Knex;
    ownership: Pick<OwnershipGraph, 'getComponent'>;
    now?: () => Date;
  }): GateService {
    return new GateService(options);
  }

  private constructor(options: {
    knex: Knex;
    ownership: Pick<OwnershipGraph, 'getComponent'>;
    now?: () => Date;
  }) {
    this.#store = DatabaseDecisionStore.create(options);
    this.#ownership = options.ownership;
    this.#now = options.now ?? (() => new Date());
  }

  addListener(listener: DecisionListener): void {
    this.#listeners.push(listener);
  }

  /** Decides and stores, in the transaction that stores the assessment. Throws InputError for a change. */
  async decide(
    assessment: RiskAssessment,
    tx: Knex.Transaction,
  ): Promise<GateDecision> {
    const { subject, probability, entityRef } = assessment;
    if (subject.kind !== 'deployment') {
      throw new InputError(
        `Assessment ${assessment.id} is about a change; only deployments are decided on.`,
      );
    }
    const wanted =
      this.#ownership.getComponent(entityRef)?.strategyTable ?? DEFAULT_TABLE;
    const known = Object.hasOwn(strategyTables, wanted);
    const { rule, explanation, ...verdict } = decideGate({
      risk: probability,
      tier: subject.tier,
      strategyTable: known ? wanted : DEFAULT_TABLE,
    });
    const decision: GateDecision = {
      id: ulid(),
      assessmentId: assessment.id,
      deploymentId: subject.deploymentId,
      entityRef,
      environment: subject.environment,
      tier: subject.tier,
      ...verdict,
      rule,
      policyHash: this.#policyHash,
      modelHash: assessment.model.hash,
      inputs: {
        risk: probability ?? null,
        env: subject.tier,
        env_name: subject.environment,
        strategy_table: wanted,
        backfill: assessment.backfill,
        sha: subject.sha,
        previous_sha: subject.previousSha ?? null,
      },
      explanation: known
        ? explanation
        : `${explanation} The annotation ${
            showcallerAnnotations.strategy
          } says '${wanted}', which is no strategy table (known are: ${Object.keys(
            strategyTables,
          ).join(', ')}), so ${DEFAULT_TABLE} was used.`,
      mode: assessment.backfill ? 'backfill' : 'enforced',
      decidedAt: timestamp(this.#now()),
    };
    await this.#store.insert(decision, tx);
    for (const listener of this.#listeners) {
      await listener.onDecided(decision, tx);
    }
    return decision;
  }

  async get(id: string): Promise<GateDecision | undefined> {
    return this.#store.get(id);
  }

  /** The last decision on each of these deployments. */
  async getLatestByDeployments(
    deploymentIds: string[],
  ): Promise<Map<string, GateDecision>> {
    return this.#store.getLatestByDeployments(deploymentIds);
  }

  /** Decisions by the id of their assessment. */
  async getByAssessments(
    assessmentIds: string[],
  ): Promise<Map<string, GateDecision>> {
    return this.#store.getByAssessments(assessmentIds);
  }
}
