import type {
  GateDecision,
  RiskSignal,
} from '@showcaller/backstage-plugin-showcaller-common';
import { timestamp } from '../../database/timestamp';
import type { Deployment } from '../../delivery/types';
import type { LabelRow } from '../labels/labelRow';

const HOUR_MS = 60 * 60 * 1000;
/** A failure within this time speaks against the decision that let it pass. */
const SOON_MS = 24 * HOUR_MS;

/** A row of `decision_feedback`. SQLite gives booleans as 0 and 1. */
export interface FeedbackRow {
  deployment_id: string;
  decision_id: string;
  entity_ref: string;
  rule: string;
  outcome: GateDecision['outcome'];
  mode: GateDecision['mode'];
  model_hash: string;
  occurred_at: string;
  ran: boolean | number;
  failed_soon: boolean | number;
  known_at: string;
  outcome_known: 'failed' | 'clean' | null;
  matures_at: string | null;
  risk: number | null;
  lines: number | null;
  missing: string;
}

/** What the gate said of a deployment, beside what is known of its outcome. */
export function toFeedbackRow(options: {
  deployment: Deployment;
  decision: GateDecision & { modelHash: string };
  /** Absent while it has no outcome. */
  label:
    | Pick<LabelRow, 'failed' | 'failed_at' | 'corrected' | 'matures_at'>
    | undefined;
  /** The signals that were decided on. */
  signals: RiskSignal[];
  /** True when the gate kept it from starting. */
  stopped: boolean;
}): FeedbackRow {
  const { deployment, decision, label, signals, stopped } = options;
  const begun = Date.parse(deployment.startedAt ?? deployment.requestedAt);
  const failed = label !== undefined && outcomeOf(label) === 'failed';
  const failedAt = label?.failed_at ? Date.parse(label.failed_at) : begun;
  return {
    deployment_id: deployment.id,
    decision_id: decision.id,
    entity_ref: deployment.entityRef,
    rule: decision.rule.name,
    outcome: decision.outcome,
    mode: decision.mode,
    model_hash: decision.modelHash,
    occurred_at: timestamp(deployment.requestedAt),
    ran: deployment.status !== 'requested' && !stopped,
    failed_soon: failed && failedAt - begun <= SOON_MS,
    known_at: timestamp(begun + SOON_MS),
    outcome_known: label ? outcomeOf(label) : null,
    matures_at: label?.matures_at ?? null,
    risk:
      decision.successProbability === undefined
        ? null
        : 1 - decision.successProbability,
    lines: linesOf(signals) ?? null,
    missing: JSON.stringify(missingGroups(signals)),
  };
}

function outcomeOf({
  failed,
  corrected,
}: Pick<LabelRow, 'failed' | 'corrected'>): 'failed' | 'clean' {
  return corrected ?? (failed ? 'failed' : 'clean');
}

function linesOf(signals: RiskSignal[]): number | undefined {
  const valueOf = (wanted: string) =>
    signals.find(({ name }) => name === wanted)?.value;
  const added = valueOf('la');
  const deleted = valueOf('ld');
  return added === undefined || deleted === undefined
    ? undefined
    : added + deleted;
}

/** Groups of which no signal was known. */
function missingGroups(signals: RiskSignal[]): string[] {
  const groups = new Map<string, boolean>();
  for (const { group, value } of signals) {
    groups.set(group, (groups.get(group) ?? false) || value !== undefined);
  }
  return [...groups].filter(([, known]) => !known).map(([group]) => group);
}
