import type { GateDecisionDetail } from '@showcaller/backstage-plugin-showcaller-common';
import {
  environmentWords,
  gateOutcomeWords,
  gateStatusWords,
  refWords,
  type Tone,
} from '@showcaller/backstage-plugin-showcaller-react';

/** The first lines of the page: what holds, and why. */
export interface DecisionHeadline {
  tone: Tone;
  /** `HOLD in production`, `LET THROUGH in production against the gate` … */
  headline: string;
  /** One sentence each: why it was decided, and what changed it since. */
  reasons: string[];
}

type Facts = Pick<
  GateDecisionDetail,
  'decision' | 'status' | 'statusReason' | 'approvals' | 'override'
>;

/** Why a decision does not hold anything back. */
const UNENFORCED = {
  backfill: 'It was reported late, so nothing was held back.',
  'dry-run': 'It was asked as a trial: it is recorded, and nobody was told.',
};

/** What the decision means now, in words. */
export function decisionHeadline(facts: Facts): DecisionHeadline {
  const { decision, status, statusReason, override } = facts;
  const place = environmentWords(decision);
  if (decision.mode !== 'enforced') {
    const word = upper(gateOutcomeWords[decision.outcome].label);
    return {
      tone: 'neutral',
      headline: `Would have been ${word} in ${place}`,
      reasons: [decision.explanation, UNENFORCED[decision.mode]],
    };
  }
  const reasons = [
    decision.explanation,
    ...(statusReason && statusReason !== decision.explanation
      ? [statusReason]
      : []),
  ];
  if (override && status === 'ALLOW') {
    return {
      tone: override.state === 'confirmed' ? 'neutral' : 'error',
      headline: `LET THROUGH in ${place} against the gate`,
      reasons: [
        ...reasons,
        `${refWords(override.by)} let it through for incident ${
          override.incidentId
        }: ${override.reason}`,
      ],
    };
  }
  const { label, tone } = gateStatusWords[status];
  const approved =
    status === 'ALLOW' && facts.approvals?.state === 'approved'
      ? ', approved'
      : '';
  if (decision.failedOpen) {
    return {
      tone: 'warning',
      headline: `${upper(label)} in ${place}, without an answer of the engine`,
      reasons,
    };
  }
  return { tone, headline: `${upper(label)} in ${place}${approved}`, reasons };
}

function upper(word: string): string {
  return word.toLocaleUpperCase('en-US');
}
