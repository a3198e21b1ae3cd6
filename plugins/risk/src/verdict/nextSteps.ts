import type {
  EntityRisk,
  RiskSignal,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  eligibleWords,
  formatPoints,
  humanizeSignal,
  strategyLabels,
} from '@showcaller/backstage-plugin-showcaller-react';
import type { GateNow } from './riskVerdict';

/** Signals that the author can lower by making the change smaller. */
const SIZE_SIGNALS = new Set(['la', 'ld', 'nf', 'nd', 'ns', 'entropy', 'lt']);

/** What the reader should do now, one sentence each, most important first. */
export function nextSteps(risk: EntityRisk, gate?: GateNow): string[] {
  const { latest, decision, deploymentStatus } = risk;
  if (!latest) {
    return [];
  }
  const smaller = splitAdvice(latest.signals, latest.band);
  if (latest.subject.kind === 'change') {
    return [
      'Nothing to decide until it is deployed; the gate then looks at everything since the last deployment.',
      ...smaller,
    ];
  }
  if (deploymentStatus === 'failed') {
    return [
      'It failed: look at the deployment before the next attempt.',
      ...smaller,
    ];
  }
  if (!decision) {
    return ['Wait a moment: the decision follows the score within seconds.'];
  }
  if (decision.mode === 'dry-run') {
    return ['Nothing to do: it was asked as a trial, and nobody was told.'];
  }
  if (decision.mode === 'backfill') {
    return [
      'Nothing to do: it happened before this portal heard of it. The next deployment is gated.',
    ];
  }
  if (decision.outcome === 'allow' || gate?.status === 'ALLOW') {
    const strategy = decision.strategy ?? decision.onApproval?.strategy;
    const how = strategy ? ` It starts as a ${strategyLabels[strategy]}.` : '';
    return deploymentStatus === 'succeeded'
      ? ['Nothing to do: it was allowed and it is out.']
      : [`Go ahead.${how}`];
  }
  return [approvalAdvice(risk, gate), ...smaller];
}

function approvalAdvice(risk: EntityRisk, gate: GateNow | undefined): string {
  const { outcome, onApproval, approvals } = risk.decision ?? {};
  const state = gate?.approvals;
  if (state && state.state !== 'open') {
    return state.explanation;
  }
  if (outcome === 'inconclusive') {
    return 'What the rule has to know is not known: bring it, and ask again.';
  }
  if (gate && !state && !approvals) {
    return 'No approval lifts this rule: change what it looks at, and ask again.';
  }
  const then = onApproval
    ? ` With an approval it starts as a ${
        strategyLabels[onApproval.strategy]
      } with the full ladder.`
    : '';
  if (state?.you?.may) {
    return `Look at the reasons, then approve or reject it.${then}`;
  }
  const who =
    eligibleWords(state?.eligible ?? []) ?? 'an owner of this service';
  return `Ask ${who} for approval.${then}`;
}

function splitAdvice(signals: RiskSignal[], band: string): string[] {
  if (band === 'low') {
    return [];
  }
  let heaviest: RiskSignal | undefined;
  for (const signal of signals) {
    const weighs =
      SIZE_SIGNALS.has(signal.name) && (signal.contribution ?? 0) > 0;
    if (weighs && (signal.contribution ?? 0) > (heaviest?.contribution ?? 0)) {
      heaviest = signal;
    }
  }
  if (!heaviest) {
    return [];
  }
  const { phrase } = humanizeSignal(heaviest);
  return [
    `A smaller change is safer: of what its size adds, “${phrase}” weighs most (${formatPoints(
      heaviest.effect,
    )}).`,
  ];
}
