import { InputError } from '@backstage/errors';
import type {
  GateDecision,
  Page,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { PolicyEvaluation, PolicyFacts } from '@showcaller/engine/policy';
import type { Knex } from 'knex';
import type { AuditAppender } from '../audit/types';
import type { OwnershipGraph } from '../ownership/types';
import type { NewAssessment } from '../risk/types';
import { BuiltInPolicies } from './builtIn/BuiltInPolicies';
import { DatabaseDecisionStore } from './DatabaseDecisionStore';
import { DatabaseFactsStore } from './DatabaseFactsStore';
import { asAnswered } from './decide/asAnswered';
import { auditDataOf } from './decide/auditDataOf';
import { buildDecision } from './decide/buildDecision';
import { explainLate, lateRule } from './decide/lateDecision';
import { policyStageOf } from './decide/policyStageOf';
import { collectFacts } from './facts/collectFacts';
import { ContextFactSource } from './facts/ContextFactSource';
import { ChangeFactSource } from './facts/ChangeFactSource';
import { RiskFactSource } from './facts/RiskFactSource';
import type {
  DecisionObserver,
  EffectiveStatus,
  PolicyFactSource,
  PolicyProvider,
  PolicySubject,
} from './types';

export interface GateServiceOptions {
  knex: Knex;
  ownership: Pick<OwnershipGraph, 'getComponent' | 'dependentsOf'>;
  audit?: AuditAppender;
  /** Rooms that know paths of the policy vocabulary, besides those that are always there. */
  sources?: PolicyFactSource[];
  policies?: PolicyProvider;
  now?: () => Date;
}

/** A decision that was made and is not stored yet. */
export interface PreparedDecision {
  decision: GateDecision;
  facts: PolicyFacts;
  /** Salted hashes of those who wrote what is decided on. */
  authors?: string[];
}

/**
 * Decides whether something may start, and keeps every decision with all that went into it.
 *
 * A decision is prepared outside of a transaction, for facts are read from other rooms, and stored in the one that stores
 * the assessment.
 */
export class GateService {
  readonly #store: DatabaseDecisionStore;
  readonly #facts: DatabaseFactsStore;
  readonly #ownership: GateServiceOptions['ownership'];
  readonly #audit: AuditAppender | undefined;
  readonly #now: () => Date;
  readonly #observers: DecisionObserver[] = [];
  readonly #sources: PolicyFactSource[];
  #policies: PolicyProvider;
  #statusOf?: (decision: GateDecision) => Promise<EffectiveStatus>;

  static create(options: GateServiceOptions): GateService {
    return new GateService(options);
  }

  private constructor(options: GateServiceOptions) {
    const { ownership } = options;
    this.#store = DatabaseDecisionStore.create(options);
    this.#facts = DatabaseFactsStore.create(options);
    this.#ownership = ownership;
    this.#audit = options.audit;
    this.#now = options.now ?? (() => new Date());
    this.#policies = options.policies ?? BuiltInPolicies.create();
    this.#sources = [
      RiskFactSource.create(),
      ChangeFactSource.create(),
      ContextFactSource.create({ ownership }),
      ...(options.sources ?? []),
    ];
  }

  get policies(): PolicyProvider {
    return this.#policies;
  }

  /** From now on decides with the policies of another provider. */
  setPolicies(policies: PolicyProvider): void {
    this.#policies = policies;
  }

  /** From now on, what a pipeline was told counts for the deployment that follows. */
  setStatusOf(
    statusOf: (decision: GateDecision) => Promise<EffectiveStatus>,
  ): void {
    this.#statusOf = statusOf;
  }

  addFactSource(source: PolicyFactSource): void {
    this.#sources.push(source);
  }

  addObserver(observer: DecisionObserver): void {
    this.#observers.push(observer);
  }

  /** Decides on a deployment by its assessment. Throws InputError for a change. */
  async prepare(scored: NewAssessment): Promise<PreparedDecision> {
    const { assessment, authors, newestCommitAt } = scored;
    const { subject, entityRef, backfill } = assessment;
    if (subject.kind !== 'deployment') {
      throw new InputError(
        `Assessment ${assessment.id} is about a ${subject.kind}; only deployments are decided on by themselves.`,
      );
    }
    const { deploymentId, repository, sha, previousSha, environment, tier } =
      subject;
    const prepared = await this.prepareSubject(
      {
        entityRef,
        environment,
        tier,
        stage: 'pre-deploy',
        repository,
        sha,
        previousSha,
        deploymentId,
        assessment,
        authors,
        newestCommitAt,
        at: assessment.occurredAt,
      },
      { mode: backfill ? 'backfill' : 'enforced' },
    );
    const { decision } = prepared;
    if (decision.outcome === 'allow' || backfill) {
      return prepared;
    }
    const asked = await this.#store.findAsked(decision);
    const answer = asked && (await this.#statusOf?.(asked));
    return asked && answer?.status === 'ALLOW'
      ? {
          ...prepared,
          decision: asAnswered(decision, {
            decision: asked,
            reason: answer.reason,
          }),
        }
      : prepared;
  }

  /** Decides on anything; stores nothing. */
  async prepareSubject(
    subject: PolicySubject,
    options: { mode: GateDecision['mode']; expiresAt?: Date },
  ): Promise<PreparedDecision> {
    const { hash, name, policy } = this.#policies.active();
    const facts = await collectFacts({ sources: this.#sources, subject });
    const { evaluation } = policy.evaluate(facts, {
      stage: policyStageOf(subject.stage),
      production: subject.tier === 'production',
      at: Date.parse(subject.at),
    });
    return this.#complete({
      ...options,
      subject,
      facts,
      evaluation,
      policy: { hash, name },
    });
  }

  /** The decision of a gate whose engine gave no answer in time. */
  prepareLate(
    subject: PolicySubject,
    options: {
      mode: GateDecision['mode'];
      expiresAt?: Date;
      /** How long was waited. */
      seconds: number;
      reason?: string;
    },
  ): PreparedDecision {
    const { hash, name } = this.#policies.active();
    const late = lateRule(subject);
    const prepared = this.#complete({
      ...options,
      subject,
      facts: {},
      evaluation: {
        outcome: late.outcome,
        matched: [],
        notify: [],
        unknown: [],
        explanation: explainLate(subject, options),
      },
      policy: { hash, name },
    });
    const { decision } = prepared;
    decision.rule = {
      ...decision.rule,
      name: late.name,
      description: late.description,
    };
    if (late.failedOpen) {
      decision.failedOpen = true;
    }
    return prepared;
  }

  /**
   * Stores a decision, tells its observers, and notes it in the audit log, which has to be the last statement of the
   * transaction. False when there is a decision on the same assessment already.
   */
  async decide(
    prepared: PreparedDecision,
    tx: Knex.Transaction,
  ): Promise<boolean> {
    const { decision, facts, authors } = prepared;
    if (!(await this.#store.insert(decision, { authors, tx }))) {
      return false;
    }
    const { id: decisionId, decidedAt } = decision;
    await this.#facts.insert({ decisionId, facts, decidedAt }, tx);
    for (const observer of this.#observers) {
      await observer.onDecision(decision, { facts, tx });
    }
    await this.#audit?.append(
      {
        actor: 'showcaller',
        action: 'gate.decided',
        subject: `decision:${decisionId}`,
        entityRef: decision.entityRef,
        data: auditDataOf(decision),
      },
      tx,
    );
    return true;
  }

  async get(id: string): Promise<GateDecision | undefined> {
    return this.#store.get(id);
  }

  async getFacts(decisionId: string): Promise<PolicyFacts | undefined> {
    return this.#facts.get(decisionId);
  }

  /** The same for several, by the id of the decision. */
  async getFactsOf(ids: string[]): Promise<Map<string, PolicyFacts>> {
    return this.#facts.getMany(ids);
  }

  async getMany(ids: string[]): Promise<Map<string, GateDecision>> {
    return this.#store.getMany(ids);
  }

  /** Of an entity, newest first. */
  async list(options: {
    entityRef: string;
    limit: number;
    offset: number;
  }): Promise<Page<GateDecision>> {
    return this.#store.list(options);
  }

  async page(
    options: Parameters<DatabaseDecisionStore['page']>[0],
  ): Promise<GateDecision[]> {
    return this.#store.page(options);
  }

  async isCurrent(decision: GateDecision): Promise<boolean> {
    return this.#store.isCurrent(decision);
  }

  /** Salted hashes of the authors of what was decided on, as far as they were known then. */
  async getAuthors(id: string): Promise<string[] | undefined> {
    return this.#store.getAuthors(id);
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

  /** Forgets the facts of decisions of before a time. */
  async deleteFactsBefore(before: Date, signal?: AbortSignal): Promise<number> {
    return this.#facts.deleteBefore(before, signal);
  }

  #complete(options: {
    subject: PolicySubject;
    mode: GateDecision['mode'];
    expiresAt?: Date;
    facts: PolicyFacts;
    evaluation: PolicyEvaluation;
    policy: { hash: string; name: string };
  }): PreparedDecision {
    const { subject, facts } = options;
    const component = this.#ownership.getComponent(subject.entityRef);
    return {
      decision: buildDecision({
        ...options,
        strategyTable: component?.strategyTable,
        now: this.#now(),
      }),
      facts,
      authors: subject.authors,
    };
  }
}
