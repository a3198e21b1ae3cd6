import type { GateDecisionDetail } from '@showcaller/backstage-plugin-showcaller-common';
import {
  sampleApprovals,
  sampleDecision,
  sampleDetail,
  sampleOverride,
} from '../../../__testUtils__/gate';
import { decisionHeadline } from './decisionHeadline';
import { decisionSteps } from './decisionSteps';

const explanation =
  'Blocked because the risk of 0.78 is above 0.7, the limit in production.';

interface Case {
  name: string;
  detail?: Partial<GateDecisionDetail>;
  decision?: Parameters<typeof sampleDecision>[0];
  tone: string;
  headline: string;
  reasons?: string[];
  step: string;
}

const cases: Case[] = [
  {
    name: 'waits for the reader',
    tone: 'error',
    headline: 'HOLD in production',
    reasons: [explanation],
    step: 'Look at the reasons below, then approve or reject it. With it, a canary starts over the full ladder.',
  },
  {
    name: 'waits for others',
    detail: { approvals: sampleApprovals({ have: 0, you: { may: false } }) },
    tone: 'error',
    headline: 'HOLD in production',
    step: 'Ask group payments for 2 approvals. With it, a canary starts over the full ladder.',
  },
  {
    name: 'was approved',
    detail: {
      status: 'ALLOW',
      statusReason: 'Two people approved it.',
      approvals: sampleApprovals({ state: 'approved', have: 2 }),
    },
    tone: 'ok',
    headline: 'GO in production, approved',
    reasons: [explanation, 'Two people approved it.'],
    step: 'Go ahead. It starts as a canary.',
  },
  {
    name: 'is replaced by a newer one',
    detail: { approvals: sampleApprovals({ state: 'superseded' }) },
    tone: 'error',
    headline: 'HOLD in production',
    step: 'Nothing to do here: a newer decision stands in its place.',
  },
  {
    name: 'went out and failed',
    detail: { status: 'ALLOW', outcome: 'failed' },
    decision: { outcome: 'allow' },
    tone: 'ok',
    headline: 'GO in production',
    step: 'It went out and failed: look at the deployment before the next attempt.',
  },
  {
    name: 'was let through and nobody has looked',
    detail: { status: 'ALLOW', override: sampleOverride() },
    tone: 'error',
    headline: 'LET THROUGH in production against the gate',
    reasons: [
      explanation,
      'jane let it through for incident INC-2041: Checkout is down; this brings the old ledger back.',
    ],
    step: 'A second person has to look at the override and say whether it was right.',
  },
  {
    name: 'was let through and is confirmed: calm again',
    detail: {
      status: 'ALLOW',
      override: sampleOverride({ state: 'confirmed' }),
    },
    tone: 'neutral',
    headline: 'LET THROUGH in production against the gate',
    step: 'Go ahead. It starts as a canary.',
  },
  {
    name: 'cannot be judged',
    detail: { status: 'INCONCLUSIVE', approvals: undefined },
    decision: { outcome: 'inconclusive', environment: 'eu-1', tier: 'staging' },
    tone: 'warning',
    headline: 'CANNOT TELL in eu-1 (staging)',
    step: 'Bring artifact.signed: no signature of this artifact was uploaded.',
  },
  {
    name: 'is blocked by what no approval lifts',
    detail: { approvals: undefined },
    decision: { matchedRules: [], approvals: undefined },
    tone: 'error',
    headline: 'HOLD in production',
    step: 'No approval lifts this rule: change what it looks at, and ask the gate again.',
  },
  {
    name: 'was let through because the engine was late',
    detail: { status: 'ALLOW', approvals: undefined },
    decision: { outcome: 'allow', failedOpen: true, strategy: 'rolling' },
    tone: 'warning',
    headline: 'GO in production, without an answer of the engine',
    step: 'Go ahead. It starts as a rolling update.',
  },
  {
    name: 'was a trial',
    decision: { mode: 'dry-run' },
    tone: 'neutral',
    headline: 'Would have been HOLD in production',
    reasons: [
      explanation,
      'It was asked as a trial: it is recorded, and nobody was told.',
    ],
    step: 'Nothing to do: nobody waits for it.',
  },
];

describe('the first lines of the decision page', () => {
  it.each(cases)(
    'say what holds and what to do when it $name',
    ({ detail, decision, tone, headline, reasons, step }) => {
      const facts = sampleDetail({
        ...detail,
        decision: sampleDecision(decision),
      });
      const words = decisionHeadline(facts);
      expect(words).toMatchObject({ tone, headline });
      expect(words.reasons).toEqual(reasons ?? words.reasons);
      expect(decisionSteps(facts)[0]).toBe(step);
    },
  );
});
