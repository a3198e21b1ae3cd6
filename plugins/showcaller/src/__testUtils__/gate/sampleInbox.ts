import type { ApprovalInboxRow } from '@showcaller/backstage-plugin-showcaller-common';
import { decisionNow } from './sampleDecision';

/** One of each kind, longest waiting first; the second is not the reader's. */
export function sampleInbox(now: Date = decisionNow): ApprovalInboxRow[] {
  const ago = (minutes: number) =>
    new Date(now.getTime() - minutes * 60_000).toISOString();
  return [
    {
      decisionId: '01KDECISION',
      kind: 'approval',
      entityRef: 'component:default/payments-api',
      title: 'payments-api 4f2c1a9 to production',
      environment: 'production',
      tier: 'production',
      stage: 'pre-deploy',
      status: 'BLOCK',
      risk: 0.78,
      explanation: 'Blocked because the risk of 0.78 is above 0.7.',
      ruleName: 'block_high_risk_prod',
      required: 2,
      have: 1,
      requestedBy: 'jdoe',
      waitingSince: ago(39),
      expiresAt: ago(-23 * 60),
      you: { may: true },
    },
    {
      decisionId: '01KOTHER',
      kind: 'override',
      entityRef: 'component:default/ledger',
      title: 'ledger 77aa0c1 was let through to eu-1',
      environment: 'eu-1',
      tier: 'production',
      stage: 'canary-25',
      status: 'ALLOW',
      explanation: 'jane let it through for INC-2041; nobody has looked yet.',
      required: 1,
      have: 0,
      requestedBy: 'user:default/jane',
      waitingSince: ago(12),
      expiresAt: ago(-60),
      you: { may: false, reason: 'You let it through yourself.' },
      reference: '01KOVERRIDE',
    },
    {
      decisionId: '',
      kind: 'policy',
      title: 'Policy bundle ab12cd34ef56',
      explanation: 'tom proposed it: no deployments on Friday evenings.',
      required: 1,
      have: 0,
      requestedBy: 'user:default/tom',
      waitingSince: ago(5),
      you: { may: true },
      reference: 'ab12cd34ef56ab12cd34ef56',
    },
  ];
}
