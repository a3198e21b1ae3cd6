import type { LabelReason } from '@showcaller/backstage-plugin-showcaller-common';
import type { Finding, FindingRule, LabelEvidence } from './evidence';
import { findFailure } from './findFailure';
import { findHotfix } from './findHotfix';
import { findIncident } from './findIncident';
import { findRollBack } from './findRollBack';
import { repairsOf } from './repairsOf';

/** How a deployment turned out. */
export interface Judgement {
  failed: boolean;
  /** When the first sign of the failure appeared. */
  failedAt?: string;
  reasons: LabelReason[];
  explanation: string;
  /** Commits that repaired it. */
  repairs: string[];
}

const findingRules: FindingRule[] = [
  findFailure,
  findRollBack,
  findHotfix,
  findIncident,
];

/**
 * Judges a deployment by what followed it: a failure when any of the rules finds a sign. Pure, and the same whatever
 * order the facts came in.
 */
export function judgeDeployment(evidence: LabelEvidence): Judgement {
  const findings = findingRules.flatMap(rule => rule(evidence) ?? []);
  if (findings.length === 0) {
    return {
      failed: false,
      reasons: [],
      explanation: explainClean(evidence),
      repairs: [],
    };
  }
  const failedAt = findings.map(({ at }) => at).sort()[0];
  return {
    failed: true,
    failedAt,
    reasons: findings.map(({ reason }) => reason),
    explanation: sentence(findings.map(({ text }) => text)),
    repairs: [
      ...new Set([
        ...findings.flatMap(({ repairs = [] }) => repairs),
        ...repairsAfter(failedAt, evidence),
      ]),
    ],
  };
}

/** What was changed in its files after it had shown that it is a failure is a repair, whatever its message says. */
function repairsAfter(
  since: string,
  { own = [], followers }: LabelEvidence,
): string[] {
  return followers.flatMap((follower, index) =>
    repairsOf({
      own,
      follower,
      between: followers.slice(0, index),
      since,
      mustSaySo: false,
    }).map(({ sha }) => sha),
  );
}

function explainClean({ own, followers, rules }: LabelEvidence): string {
  return own || followers.length === 0
    ? 'It was not rolled back, no incident was put down to it, and nothing that followed repaired it.'
    : `It was not rolled back, and no incident was put down to it. Its commits are not known, so nobody looked for repairs in the ${rules.hotfixHours} h after it.`;
}

function sentence(texts: Finding['text'][]): string {
  const text = texts.join('; ');
  return `${text[0].toLocaleUpperCase('en-US')}${text.slice(1)}.`;
}
