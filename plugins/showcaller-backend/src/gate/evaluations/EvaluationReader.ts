import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import type {
  GateDecision,
  GateEvaluation,
  Page,
  RiskAssessment,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { CandidateRisk } from '../../risk/CandidateRisk';
import { verdictOf } from '../decide/effectiveStatus';
import type { DecisionStatuses } from '../DecisionStatuses';
import type { GateService } from '../GateService';
import type { DatabaseEvaluationStore } from './DatabaseEvaluationStore';
import { requestOf } from './requestOf';
import { riskOf } from './riskOf';
import type { EvaluationRow } from './types';

interface EvaluationReaderOptions {
  store: DatabaseEvaluationStore;
  gate: Pick<GateService, 'get'>;
  candidates: Pick<CandidateRisk, 'get'>;
  statuses: Pick<DecisionStatuses, 'of'>;
  /** Address of the portal's pages, without a slash at its end. */
  appUrl: string;
}

/** Evaluations as callers see them: with what people said, as of now. */
export class EvaluationReader {
  readonly #options: EvaluationReaderOptions;

  static create(options: EvaluationReaderOptions): EvaluationReader {
    return new EvaluationReader(options);
  }

  private constructor(options: EvaluationReaderOptions) {
    this.#options = options;
  }

  async getRow(id: string): Promise<EvaluationRow | undefined> {
    return this.#options.store.get(id);
  }

  async get(id: string): Promise<GateEvaluation | undefined> {
    const row = await this.getRow(id);
    return row && this.describe(row);
  }

  /** All that one question made. */
  async listByGroup(group: string): Promise<GateEvaluation[]> {
    const rows = await this.#options.store.listByGroup(group);
    return Promise.all(rows.map(row => this.describe(row)));
  }

  /** Of an entity, newest first. */
  async list(options: {
    entityRef: string;
    limit: number;
    offset: number;
    credentials?: BackstageCredentials;
  }): Promise<Page<GateEvaluation>> {
    const { credentials, ...which } = options;
    const { items, ...page } = await this.#options.store.list(which);
    return {
      ...page,
      items: await Promise.all(
        items.map(row => this.describe(row, credentials)),
      ),
    };
  }

  async describe(
    row: EvaluationRow,
    credentials?: BackstageCredentials,
  ): Promise<GateEvaluation> {
    const { gate, candidates, statuses } = this.#options;
    const decision = row.decision_id
      ? await gate.get(row.decision_id)
      : undefined;
    if (!decision) {
      return this.#pending(row);
    }
    const { assessmentId } = decision;
    const assessment =
      assessmentId === undefined
        ? undefined
        : await candidates.get(assessmentId);
    const now = await statuses.of(decision, { credentials });
    return {
      ...this.#pending(row),
      status: now.status,
      verdict: verdictOf(now.status),
      ...this.#decided({ row, decision, assessment }),
      explanation: now.reason
        ? `${now.reason} ${decision.explanation}`
        : decision.explanation,
      approvals: now.approvals,
      override: now.override,
    };
  }

  #pending(row: EvaluationRow): GateEvaluation {
    const request = requestOf(row);
    return {
      id: row.id,
      status: 'PENDING',
      verdict: 'pending',
      entityRef: row.entity_ref,
      environment: row.environment,
      tier: row.tier,
      stage: row.stage,
      identifier: request.identifier,
      change: request.change,
      artifact: request.artifact,
      configRevision: request.configRevision,
      source: request.source ?? 'unknown',
      requestedBy: row.requested_by ?? undefined,
      dryRun: Boolean(row.dry_run),
      explanation: 'The gate has not decided yet.',
      matchedRules: [],
      evidenceUrl: this.#urlOf(row),
      createdAt: row.created_at,
    };
  }

  #decided(options: {
    row: EvaluationRow;
    decision: GateDecision;
    assessment?: RiskAssessment;
  }): Partial<GateEvaluation> {
    const { row, decision, assessment } = options;
    return {
      decisionId: decision.id,
      assessmentId: decision.assessmentId,
      risk: assessment && riskOf(assessment),
      successProbability: decision.successProbability,
      matchedRules: decision.matchedRules,
      strategy: decision.strategy ?? decision.onApproval?.strategy,
      rollbackPlan: row.rollback_plan
        ? JSON.parse(row.rollback_plan)
        : undefined,
      policyHash: decision.policyHash,
      failedOpen: decision.failedOpen,
      decidedAt: decision.decidedAt,
      expiresAt: decision.expiresAt,
    };
  }

  #urlOf({ entity_ref, decision_id }: EvaluationRow): string {
    const { appUrl } = this.#options;
    if (decision_id) {
      return `${appUrl}/showcaller/decisions/${decision_id}`;
    }
    const { kind, namespace, name } = parseEntityRef(entity_ref);
    const path = [namespace, kind, name].map(encodeURIComponent).join('/');
    return `${appUrl}/catalog/${path}/risk`;
  }
}
