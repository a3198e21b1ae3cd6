import type {
  DeploymentStatus,
  EntityRisk,
  GateDecision,
  GateDecisionDetail,
  RiskAssessment,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  environmentWords,
  formatCount,
  formatInterval,
  formatProbability,
  formatShare,
  gateOutcomeWords,
  gateStatusWords,
  type Tone,
} from '@showcaller/backstage-plugin-showcaller-react';

/** The first line of the tab: may I ship? */
export interface RiskVerdict {
  tone: Tone;
  /** `HOLD in production`, `Would have been HOLD in production`, `Not deployed yet` … */
  headline: string;
  /** `Risk 0.78 (0.69–0.85), higher than 94 % of this service's 120 deployments in 90 days.` */
  riskSentence: string;
  /** What became of it, or why it was not gated; absent when there is nothing to add. */
  note?: string;
}

/** What approvals and overrides made of a decision, once it is known. */
export type GateNow = Pick<
  GateDecisionDetail,
  'status' | 'statusReason' | 'approvals' | 'override'
>;

/** The verdict on the latest change, as of `gate` where that is known; undefined when nothing was scored yet. */
export function riskVerdict(
  risk: EntityRisk,
  gate?: GateNow,
): RiskVerdict | undefined {
  const { latest, decision, deploymentStatus } = risk;
  if (!latest) {
    return undefined;
  }
  return {
    ...headline(latest, decision, gate),
    riskSentence: riskSentence(latest, risk.percentile),
    note: note(latest, decision, deploymentStatus),
  };
}

function headline(
  latest: RiskAssessment,
  decision: GateDecision | undefined,
  gate: GateNow | undefined,
): Pick<RiskVerdict, 'tone' | 'headline'> {
  if (latest.subject.kind === 'change') {
    return { tone: 'neutral', headline: 'Not deployed yet' };
  }
  const place = environmentWords(latest.subject);
  if (!decision) {
    return { tone: 'neutral', headline: `Not decided yet for ${place}` };
  }
  if (decision.mode !== 'enforced') {
    const word = gateOutcomeWords[decision.outcome].label;
    return {
      tone: 'neutral',
      headline: `Would have been ${upper(word)} in ${place}`,
    };
  }
  if (gate?.override && gate.status === 'ALLOW') {
    return {
      tone: gate.override.state === 'confirmed' ? 'neutral' : 'warning',
      headline: `LET THROUGH in ${place} against the gate`,
    };
  }
  const { label, tone } = gate
    ? gateStatusWords[gate.status]
    : gateOutcomeWords[decision.outcome];
  const approved = gate?.status === 'ALLOW' && decision.outcome !== 'allow';
  return {
    tone,
    headline: `${upper(label)} in ${place}${approved ? ', approved' : ''}`,
  };
}

function upper(word: string): string {
  return word.toLocaleUpperCase('en-US');
}

function riskSentence(
  latest: RiskAssessment,
  percentile: EntityRisk['percentile'],
): string {
  if (latest.probability === undefined) {
    return `Risk unknown: ${latest.unknownReason ?? 'no reason was given'}.`;
  }
  const interval = latest.interval
    ? ` (${formatInterval(latest.interval)})`
    : '';
  return `Risk ${formatProbability(latest.probability)}${interval}${comparison(
    latest,
    percentile,
  )}.`;
}

/** Fewer than this say nothing about a share. */
const COMPARE_FROM = 5;

function comparison(
  latest: RiskAssessment,
  percentile: EntityRisk['percentile'],
): string {
  if (!percentile || percentile.of < COMPARE_FROM) {
    return ', too few earlier ones to compare with';
  }
  const thing = latest.subject.kind === 'change' ? 'change' : 'deployment';
  return `, higher than ${formatShare(
    percentile.share,
  )} of this service’s ${formatCount(percentile.of, thing)} in ${
    percentile.days
  } days`;
}

const statusNotes: Partial<Record<DeploymentStatus, string>> = {
  succeeded: 'The deployment has succeeded since.',
  failed: 'The deployment has failed since.',
  superseded: 'A later deployment has replaced it.',
  running: 'The deployment is running.',
};

function note(
  latest: RiskAssessment,
  decision: GateDecision | undefined,
  status: DeploymentStatus | undefined,
): string | undefined {
  const late =
    latest.subject.kind !== 'change' &&
    (latest.backfill || decision?.mode === 'backfill')
      ? 'Not gated because it was reported late.'
      : undefined;
  const parts = [late, status && statusNotes[status]].filter(Boolean);
  return parts.length > 0 ? parts.join(' ') : undefined;
}
