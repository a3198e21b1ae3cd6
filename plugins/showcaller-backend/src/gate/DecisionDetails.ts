import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  GateDecision,
  GateDecisionDetail,
  GateDecisionRow,
  Page,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { AuditReader } from '../audit/types';
import type { DeploymentTimeline } from '../delivery/DeploymentTimeline';
import type { CandidateRisk } from '../risk/CandidateRisk';
import type { DatabaseAnswerOutbox } from './answers/DatabaseAnswerOutbox';
import type { DecisionStatuses } from './DecisionStatuses';
import type { EvaluationReader } from './evaluations/EvaluationReader';
import type { OutcomesOf } from './evaluations/LastGood';
import type { GateService } from './GateService';

/** Deployments after a decision that are looked through for the one it let start. */
const LOOKED_THROUGH = 20;

interface DecisionDetailsOptions {
  gate: GateService;
  statuses: DecisionStatuses;
  evaluations: Pick<EvaluationReader, 'getRow' | 'describe'>;
  candidates: Pick<CandidateRisk, 'get'>;
  answers: Pick<DatabaseAnswerOutbox, 'answersOf'>;
  audit?: Pick<AuditReader, 'listBySubjects'>;
  timeline: Pick<DeploymentTimeline, 'list'>;
  outcomesOf: OutcomesOf;
}

/** Everything that pages tell about decisions. */
export class DecisionDetails {
  readonly #options: DecisionDetailsOptions;

  static create(options: DecisionDetailsOptions): DecisionDetails {
    return new DecisionDetails(options);
  }

  private constructor(options: DecisionDetailsOptions) {
    this.#options = options;
  }

  async of(
    decision: GateDecision,
    credentials: BackstageCredentials,
  ): Promise<GateDecisionDetail> {
    const { gate, statuses, evaluations, candidates, answers } = this.#options;
    const { id, assessmentId, evaluationId, rule, policyHash } = decision;
    const { status, reason, approvals, override } = await statuses.of(
      decision,
      { credentials },
    );
    const row =
      evaluationId === undefined
        ? undefined
        : await evaluations.getRow(evaluationId);
    const evaluation = row && (await evaluations.describe(row, credentials));
    return {
      decision,
      status,
      statusReason: reason,
      evaluation,
      assessment:
        assessmentId === undefined
          ? undefined
          : await candidates.get(assessmentId),
      policyFile:
        rule.location &&
        (await gate.policies.readFile(policyHash, rule.location.file)),
      approvals,
      override,
      rollbackPlan: evaluation?.rollbackPlan,
      answers: (await answers.answersOf([id])).get(id) ?? [],
      audit: await this.#auditOf(decision, override?.id),
      outcome: await this.#outcomeOf(decision),
    };
  }

  /** Of an entity, newest first. */
  async list(options: {
    entityRef: string;
    limit: number;
    offset: number;
  }): Promise<Page<GateDecisionRow>> {
    const { gate, statuses } = this.#options;
    const { items, ...page } = await gate.list(options);
    const known = await statuses.statusesOf(items);
    return {
      ...page,
      items: items.map(decision => ({
        id: decision.id,
        evaluationId: decision.evaluationId,
        deploymentId: decision.deploymentId,
        stage: decision.stage,
        environment: decision.environment,
        tier: decision.tier,
        sha: shaOf(decision),
        status: known.get(decision.id)?.status ?? 'PENDING',
        outcome: decision.outcome,
        ruleName: decision.rule.name,
        explanation: decision.explanation,
        mode: decision.mode,
        risk:
          decision.successProbability === undefined
            ? undefined
            : 1 - decision.successProbability,
        decidedAt: decision.decidedAt,
      })),
    };
  }

  async #auditOf({ id, evaluationId }: GateDecision, overrideId?: string) {
    const subjects = [
      `decision:${id}`,
      ...(evaluationId === undefined ? [] : [`evaluation:${evaluationId}`]),
      ...(overrideId === undefined ? [] : [`override:${overrideId}`]),
    ];
    return (await this.#options.audit?.listBySubjects(subjects)) ?? [];
  }

  /** Of the deployment that was decided on, or of the first of the same revision after a pipeline had asked. */
  async #outcomeOf(
    decision: GateDecision,
  ): Promise<GateDecisionDetail['outcome']> {
    const { timeline, outcomesOf } = this.#options;
    const { entityRef, environment, decidedAt } = decision;
    let { deploymentId } = decision;
    if (deploymentId === undefined) {
      const later = await timeline.list({
        entityRef,
        environment,
        from: decidedAt,
        limit: LOOKED_THROUGH,
      });
      deploymentId = later.find(({ sha }) => sha === shaOf(decision))?.id;
    }
    return deploymentId === undefined
      ? undefined
      : (await outcomesOf([deploymentId])).get(deploymentId);
  }
}

function shaOf({ inputs }: GateDecision): string | undefined {
  return typeof inputs.sha === 'string' ? inputs.sha : undefined;
}
