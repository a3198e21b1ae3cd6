import type { EntityRisk } from '@showcaller/backstage-plugin-showcaller-common';
import {
  sampleApprovals,
  sampleAssessment,
  sampleDecision,
  sampleEntityRisk,
} from '../__testUtils__';
import { nextSteps } from './nextSteps';
import type { GateNow } from './riskVerdict';

const split =
  'A smaller change is safer: of what its size adds, “1,240 lines added” weighs most (+18 points).';
const allowed = sampleDecision({
  outcome: 'allow',
  strategy: 'blue-green',
  onApproval: undefined,
});
const low = sampleAssessment({ band: 'low', probability: 0.1 });

describe('nextSteps', () => {
  it.each<[string, Partial<EntityRisk>, string[]]>([
    [
      'asks for the approval that lets a blocked one start',
      {},
      [
        'Ask an owner of this service for approval. With an approval it starts as a canary with the full ladder.',
        split,
      ],
    ],
    [
      'promises nothing when an approval allows nothing known',
      { decision: sampleDecision({ onApproval: undefined }) },
      ['Ask an owner of this service for approval.', split],
    ],
    [
      'lets an allowed one go the decided way',
      { decision: allowed, latest: low },
      ['Go ahead. It starts as a blue-green.'],
    ],
    [
      'leaves alone what is out',
      { decision: allowed, deploymentStatus: 'succeeded' },
      ['Nothing to do: it was allowed and it is out.'],
    ],
    [
      'points at a failed deployment first',
      { deploymentStatus: 'failed' },
      ['It failed: look at the deployment before the next attempt.', split],
    ],
    [
      'asks nothing about what was reported late',
      { decision: sampleDecision({ mode: 'backfill' }) },
      [
        'Nothing to do: it happened before this portal heard of it. The next deployment is gated.',
      ],
    ],
    [
      'waits for a missing decision',
      { decision: undefined },
      ['Wait a moment: the decision follows the score within seconds.'],
    ],
    ['has none when nothing was scored', { latest: undefined }, []],
  ])('%s', (_, overrides, steps) => {
    expect(nextSteps(sampleEntityRisk(overrides))).toEqual(steps);
  });

  it.each<[string, Partial<GateNow>, string]>([
    [
      'asks those who may approve',
      {},
      'Ask group payments for approval. With an approval it starts as a canary with the full ladder.',
    ],
    [
      'asks the reader who may',
      { approvals: sampleApprovals({ you: { may: true } }) },
      'Look at the reasons, then approve or reject it. With an approval it starts as a canary with the full ladder.',
    ],
    [
      'goes ahead after an approval',
      {
        status: 'ALLOW',
        approvals: sampleApprovals({ state: 'approved', have: 2 }),
      },
      'Go ahead. It starts as a canary.',
    ],
    [
      'says what came of the question',
      {
        approvals: sampleApprovals({
          state: 'rejected',
          explanation: 'Rejected by jane: not before the freeze ends.',
        }),
      },
      'Rejected by jane: not before the freeze ends.',
    ],
  ])('%s', (_, changes, step) => {
    const gate = {
      status: 'BLOCK' as const,
      approvals: sampleApprovals(),
      ...changes,
    };
    expect(nextSteps(sampleEntityRisk(), gate)[0]).toBe(step);
  });

  it('promises no approval where none lifts the rule', () => {
    const decision = sampleDecision({ approvals: undefined });
    expect(
      nextSteps(sampleEntityRisk({ decision }), { status: 'BLOCK' })[0],
    ).toMatch(/^No approval lifts this rule/);
  });

  it('does not advise to split what size does not make risky', () => {
    const latest = sampleAssessment({
      signals: sampleAssessment().signals.map(signal => ({
        ...signal,
        contribution: signal.name === 'ndev' ? 1 : -0.1,
      })),
    });
    expect(nextSteps(sampleEntityRisk({ latest }))).toHaveLength(1);
  });
});
