import type { PolicyEvaluation } from '@showcaller/engine/policy';
import type { PolicySubject } from '../types';

/** What is decided when there was no answer in time: no in production, yes elsewhere. */
export function lateRule(subject: Pick<PolicySubject, 'tier'>): {
  name: string;
  description: string;
  failedOpen: boolean;
  outcome: PolicyEvaluation['outcome'];
} {
  return subject.tier === 'production'
    ? {
        name: 'gate_late_closed',
        description: 'No answer in time: closed in production',
        failedOpen: false,
        outcome: 'block',
      }
    : {
        name: 'gate_late_open',
        description: 'No answer in time: open outside of production',
        failedOpen: true,
        outcome: 'allow',
      };
}

/** One sentence about it. */
export function explainLate(
  subject: Pick<PolicySubject, 'tier'>,
  options: { seconds: number; reason?: string },
): string {
  const { seconds, reason } = options;
  const because = reason ? ` (${reason})` : '';
  return subject.tier === 'production'
    ? `Blocked because the risk engine gave no answer within ${seconds} s${because}; in production that means no. Ask again.`
    : `Let through because the risk engine gave no answer within ${seconds} s${because}; outside of production that means yes.`;
}
