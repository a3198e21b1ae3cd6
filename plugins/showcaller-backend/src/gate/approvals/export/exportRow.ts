import type {
  ApprovalVote,
  AuditReference,
  GateAnswerRow,
  GateDecision,
  GateOverride,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { EffectiveStatus } from '../../types';

/** Everything known of a decision, before it is made a row. */
export interface DecisionEvidence {
  decision: GateDecision;
  status?: EffectiveStatus;
  requester?: string;
  authorsKnown: boolean;
  /** As they were given; whether they count now is in `status`. */
  votes: Array<Pick<ApprovalVote, 'approver' | 'verdict' | 'at' | 'comment'>>;
  override?: GateOverride;
  audit: AuditReference[];
  /** Of the entry that holds the decision. */
  leafHash?: string;
  answers: GateAnswerRow[];
}

type Cell = string | number | boolean | undefined;

/** The columns of a report, in order: who, what, when, and the evidence. */
const COLUMNS: Array<[name: string, cell: (e: DecisionEvidence) => Cell]> = [
  ['decision_id', ({ decision }) => decision.id],
  ['decided_at', ({ decision }) => decision.decidedAt],
  ['entity', ({ decision }) => decision.entityRef],
  ['environment', ({ decision }) => decision.environment],
  ['tier', ({ decision }) => decision.tier],
  ['stage', ({ decision }) => decision.stage],
  ['sha', ({ decision }) => text(decision.inputs.sha)],
  ['artifact', ({ decision }) => text(decision.inputs.artifact)],
  ['mode', ({ decision }) => decision.mode],
  ['risk', ({ decision }) => number(decision.inputs.risk)],
  ['outcome', ({ decision }) => decision.outcome],
  ['status_now', ({ status }) => status?.status],
  ['status_reason', ({ status }) => status?.reason],
  ['rule', ({ decision }) => decision.rule.name],
  ['rule_file', ({ decision }) => decision.rule.location?.file],
  ['rule_line', ({ decision }) => decision.rule.location?.line],
  ['explanation', ({ decision }) => decision.explanation],
  ['policy_sha256', ({ decision }) => decision.policyHash],
  ['model_sha256', ({ decision }) => decision.modelHash],
  ['assessment_id', ({ decision }) => decision.assessmentId],
  ['subject_sha256', ({ decision }) => decision.subjectHash],
  ['requested_by', ({ requester }) => requester],
  ['authors_known', ({ authorsKnown }) => authorsKnown],
  ['approvals_required', ({ decision }) => decision.approvals?.count],
  [
    'votes',
    ({ votes }) =>
      list(votes, v => `${v.approver} ${v.verdict} ${v.at}${said(v.comment)}`),
  ],
  ['override_by', ({ override }) => override?.by],
  ['override_at', ({ override }) => override?.at],
  ['override_reason', ({ override }) => override?.reason],
  ['override_incident', ({ override }) => override?.incidentId],
  ['override_incident_known', ({ override }) => override?.incidentKnown],
  ['override_state', ({ override }) => override?.state],
  ['override_reviewed_by', ({ override }) => override?.confirmedBy],
  ['override_reviewed_at', ({ override }) => override?.confirmedAt],
  ['audit_entries', ({ audit }) => list(audit, a => `${a.seq} ${a.action}`)],
  ['audit_leaf_sha256', ({ leafHash }) => leafHash],
  [
    'answers',
    ({ answers }) =>
      list(answers, a => `${a.responder} ${a.target} ${a.status} ${a.state}`),
  ],
];

/** Names of the columns. */
export const exportColumns = COLUMNS.map(([name]) => name);

/** Cells in the order of {@link exportColumns}. */
export function exportCells(evidence: DecisionEvidence): Cell[] {
  return COLUMNS.map(([, cell]) => cell(evidence));
}

/** The same for machines: lists stay lists, and what is not known is left out. */
export function exportObject(evidence: DecisionEvidence): object {
  const flat = Object.fromEntries(
    COLUMNS.map(([name, cell]) => [name, cell(evidence)]),
  );
  return {
    ...flat,
    votes: evidence.votes,
    audit_entries: evidence.audit.map(({ seq, action, actor, at }) => ({
      seq,
      action,
      actor,
      at,
    })),
    answers: evidence.answers.map(({ responder, target, status, state }) => ({
      responder,
      target,
      status,
      state,
    })),
  };
}

function list<T>(items: T[], words: (item: T) => string): string | undefined {
  return items.length > 0 ? items.map(words).join('; ') : undefined;
}

function said(comment: string | undefined): string {
  return comment ? ` (${comment})` : '';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
