import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  GateDecision,
  RollbackPlan,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import type { Lease } from '../../database/Leases';
import { timestamp } from '../../database/timestamp';
import type { OwnershipGraph } from '../../ownership/types';
import type { CandidateRisk } from '../../risk/CandidateRisk';
import type { NewAssessment } from '../../risk/types';
import type { DatabaseAnswerOutbox } from '../answers/DatabaseAnswerOutbox';
import type { GateService, PreparedDecision } from '../GateService';
import type { PolicySubject } from '../types';
import type { DatabaseEvaluationStore } from './DatabaseEvaluationStore';
import type { LastGood } from './LastGood';
import { planRollback } from './planRollback';
import { requestOf } from './requestOf';
import type { EvaluationRow } from './types';

/** Pause before another try of what failed, or of what lacks signals that may come. */
const AGAIN_MS = 2_000;
/** As long as this is left, what may come is waited for. */
const ENOUGH_MS = 5_000;

interface EvaluationWorkOptions {
  knex: Knex;
  logger: LoggerService;
  store: DatabaseEvaluationStore;
  gate: GateService;
  candidates: Pick<CandidateRisk, 'score' | 'save'>;
  answers: Pick<DatabaseAnswerOutbox, 'want'>;
  lastGood: LastGood;
  /** Revision that a pull request is to be merged into, where it is known. */
  baseOf: (
    repository: string,
    pullRequest: number,
  ) => Promise<string | undefined>;
  ownership: Pick<OwnershipGraph, 'getComponent' | 'dependentsOf'>;
  deadlineMs: number;
  validMs: number;
  now: () => Date;
  onDecided: (evaluationId: string) => void;
}

type Claim = Lease<EvaluationRow>;

/** Scores what was asked about and decides it, or decides without a score when the time is over. */
export class EvaluationWork {
  readonly #options: EvaluationWorkOptions;

  static create(options: EvaluationWorkOptions): EvaluationWork {
    return new EvaluationWork(options);
  }

  private constructor(options: EvaluationWorkOptions) {
    this.#options = options;
  }

  async work(claim: Claim): Promise<void> {
    const { row } = claim;
    const left = this.#left(row);
    if (left <= 0) {
      await this.#decideLate(row);
      return;
    }
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<'late'>(resolve => {
      timer = setTimeout(() => resolve('late'), left);
    });
    const decided = this.#decide(claim);
    // Whoever is late may still fail; nobody waits for that any more.
    decided.catch(() => undefined);
    try {
      if ((await Promise.race([decided, deadline])) === 'late') {
        await this.#decideLate(row);
      }
    } catch (error) {
      await this.#again(claim, error);
    } finally {
      clearTimeout(timer);
    }
  }

  async #decide(claim: Claim): Promise<void> {
    const { row } = claim;
    const { candidates, gate } = this.#options;
    const target = await this.#subjectOf(row);
    const scored = await candidates.score({
      evaluationId: row.id,
      entityRef: row.entity_ref,
      repository: row.repository,
      sha: row.sha,
      previousSha: target.previousSha,
      environment: row.environment,
      tier: row.tier,
      at: row.created_at,
    });
    const incomplete =
      scored.awaitsFacts && scored.assessment.probability === undefined;
    if (incomplete && this.#left(row) > ENOUGH_MS) {
      await this.#postpone(claim);
      return;
    }
    const { assessment, authors, newestCommitAt } = scored;
    const subject = { ...target, assessment, authors, newestCommitAt };
    const prepared = await gate.prepareSubject(subject, {
      mode: modeOf(row),
      expiresAt: this.#expiry(),
    });
    await this.#store({ row, prepared, scored });
  }

  async #decideLate(row: EvaluationRow): Promise<void> {
    const { gate, deadlineMs, logger } = this.#options;
    logger.warn(
      `Evaluation ${row.id} of ${row.entity_ref} for ${row.environment} was not scored in time`,
    );
    const prepared = gate.prepareLate(
      { ...subjectOf(row), at: row.created_at },
      {
        mode: modeOf(row),
        expiresAt: this.#expiry(),
        seconds: deadlineMs / 1000,
      },
    );
    await this.#store({ row, prepared });
  }

  async #store(options: {
    row: EvaluationRow;
    prepared: PreparedDecision;
    scored?: NewAssessment;
  }): Promise<void> {
    const { row, prepared, scored } = options;
    const { knex, store, candidates, answers, gate } = this.#options;
    const rollbackPlan = await this.#planOrNothing(row, prepared.decision);
    const decided = await knex.transaction(async tx => {
      const decisionId = prepared.decision.id;
      if (!(await store.complete(row.id, { decisionId, rollbackPlan, tx }))) {
        return false;
      }
      if (scored) {
        await candidates.save(scored, tx);
      }
      await answers.want(row.request_group, tx);
      return gate.decide(prepared, tx);
    });
    if (decided) {
      this.#options.onDecided(row.id);
    }
  }

  /** A decision does not wait for its plan. */
  async #planOrNothing(
    row: EvaluationRow,
    decision: GateDecision,
  ): Promise<RollbackPlan | undefined> {
    try {
      return await this.#plan(row, decision);
    } catch (error) {
      this.#options.logger.warn(
        `No rollback could be planned for evaluation ${row.id}`,
        error instanceof Error ? error : { error: String(error) },
      );
      return undefined;
    }
  }

  async #plan(
    row: EvaluationRow,
    decision: GateDecision,
  ): Promise<RollbackPlan> {
    const { lastGood, store, ownership } = this.#options;
    const { entity_ref: entityRef, environment, created_at: at } = row;
    const good = await lastGood.lastGood({
      entityRef,
      environment,
      at,
      notSha: row.sha,
    });
    return planRollback({
      environment,
      target: good && {
        deploymentId: good.id,
        sha: good.sha,
        artifactDigest: await store.findArtifact({
          entityRef,
          environment,
          sha: good.sha,
        }),
        deployedAt: good.finishedAt ?? good.requestedAt,
      },
      strategy: decision.strategy ?? decision.onApproval?.strategy,
      dependents: ownership.dependentsOf(entityRef),
      serviceTier: ownership.getComponent(entityRef)?.tier,
    });
  }

  /** What it is compared with: the base of its pull request before a merge, else what runs in the environment. */
  async #subjectOf(row: EvaluationRow): Promise<PolicySubject> {
    const { lastGood, baseOf } = this.#options;
    const subject = subjectOf(row);
    const { change } = requestOf(row);
    const base =
      row.stage === 'pre-merge' && change.pullRequest !== undefined
        ? await baseOf(row.repository, change.pullRequest)
        : undefined;
    const previous = base
      ? undefined
      : await lastGood.lastSucceeded({
          entityRef: row.entity_ref,
          environment: row.environment,
          at: row.created_at,
        });
    return { ...subject, previousSha: base ?? previous?.sha };
  }

  async #postpone({ row, token }: Claim): Promise<void> {
    const { store, now } = this.#options;
    await store.leases.finish(
      { row, token },
      {
        attempts: row.attempts + 1,
        not_before: timestamp(
          Math.min(now().getTime() + AGAIN_MS, Date.parse(row.deadline_at)),
        ),
      },
    );
  }

  async #again(claim: Claim, error: unknown): Promise<void> {
    const { logger } = this.#options;
    const { row } = claim;
    logger.warn(
      `Evaluation ${row.id} of ${row.entity_ref} failed, try ${
        row.attempts + 1
      }`,
      error instanceof Error ? error : { error: String(error) },
    );
    await this.#postpone(claim);
  }

  #left(row: EvaluationRow): number {
    return Date.parse(row.deadline_at) - this.#options.now().getTime();
  }

  #expiry(): Date {
    const { now, validMs } = this.#options;
    return new Date(now().getTime() + validMs);
  }
}

function modeOf(row: EvaluationRow): GateDecision['mode'] {
  return row.dry_run ? 'dry-run' : 'enforced';
}

function subjectOf(row: EvaluationRow): PolicySubject {
  const { artifact, configRevision, identifier, inputs } = requestOf(row);
  return {
    entityRef: row.entity_ref,
    environment: row.environment,
    tier: row.tier,
    stage: row.stage,
    repository: row.repository,
    sha: row.sha,
    artifact,
    configRevision,
    identifier,
    inputs,
    evaluationId: row.id,
    at: row.created_at,
  };
}
