import {
  sampleApprovals,
  sampleAssessment,
  sampleDecision,
  sampleEntityRisk,
} from '../__testUtils__';
import { riskVerdict, type GateNow } from './riskVerdict';

const change = sampleAssessment({
  subject: { kind: 'change', repository: 'shop/payments-api', sha: 'abc' },
});

const sampleOverride = {
  id: 'override-1',
  decisionId: 'decision-1',
  entityRef: 'component:default/payments-api',
  environment: 'production',
  reason: 'checkout is down',
  incidentId: 'INC-2041',
  by: 'user:default/jane',
  at: '2026-11-20T12:50:00Z',
  confirmBy: '2026-11-21T12:50:00Z',
  state: 'unconfirmed' as const,
};

describe('riskVerdict', () => {
  it('says hold, where, how risky and compared with what', () => {
    expect(riskVerdict(sampleEntityRisk())).toEqual({
      tone: 'error',
      headline: 'HOLD in production',
      riskSentence:
        'Risk 0.78 (0.69–0.85), higher than 94 % of this service’s 120 deployments in 90 days.',
      note: undefined,
    });
  });

  it.each([
    ['allow' as const, 'GO in production', 'ok'],
    ['block' as const, 'HOLD in production', 'error'],
    ['needs_approval' as const, 'ASK FIRST in production', 'warning'],
  ])('words the outcome %s', (outcome, headline, tone) => {
    const decision = sampleDecision({ outcome });
    expect(riskVerdict(sampleEntityRisk({ decision }))).toMatchObject({
      headline,
      tone,
    });
  });

  it('does not pretend to have gated what was reported late', () => {
    const decision = sampleDecision({ mode: 'backfill' });
    expect(
      riskVerdict(sampleEntityRisk({ decision, deploymentStatus: 'failed' })),
    ).toMatchObject({
      tone: 'neutral',
      headline: 'Would have been HOLD in production',
      note: 'Not gated because it was reported late. The deployment has failed since.',
    });
  });

  it.each<[string, GateNow, string, string]>([
    [
      'an approval lets it go',
      { status: 'ALLOW', approvals: sampleApprovals({ state: 'approved' }) },
      'GO in production, approved',
      'ok',
    ],
    [
      'an override that nobody has looked at',
      { status: 'ALLOW', override: sampleOverride },
      'LET THROUGH in production against the gate',
      'warning',
    ],
    [
      'a confirmed override is calm',
      { status: 'ALLOW', override: { ...sampleOverride, state: 'confirmed' } },
      'LET THROUGH in production against the gate',
      'neutral',
    ],
    [
      'what cannot be judged',
      { status: 'INCONCLUSIVE' },
      'CANNOT TELL in production',
      'warning',
    ],
  ])('says how it stands now: %s', (_, gate, headline, tone) => {
    expect(riskVerdict(sampleEntityRisk(), gate)).toMatchObject({
      headline,
      tone,
    });
  });

  it('names the tier where the environment does not say it', () => {
    const latest = sampleAssessment();
    expect(
      riskVerdict(
        sampleEntityRisk({
          latest: {
            ...latest,
            subject: {
              kind: 'deployment',
              deploymentId: 'd',
              repository: 'shop/payments-api',
              sha: 'abc',
              environment: 'payments-prod',
              tier: 'production',
            },
          },
        }),
      )?.headline,
    ).toBe('HOLD in payments-prod (production)');
  });

  it('decides nothing about a change that is not deployed', () => {
    expect(
      riskVerdict(
        sampleEntityRisk({
          latest: change,
          decision: undefined,
          deploymentStatus: undefined,
        }),
      ),
    ).toMatchObject({
      tone: 'neutral',
      headline: 'Not deployed yet',
      riskSentence: expect.stringContaining('120 changes in 90 days'),
      note: undefined,
    });
  });

  it('waits for a decision that is not there', () => {
    expect(
      riskVerdict(sampleEntityRisk({ decision: undefined }))?.headline,
    ).toBe('Not decided yet for production');
  });

  it('gives the reason instead of a number when the risk is unknown', () => {
    const latest = sampleAssessment({
      probability: undefined,
      interval: undefined,
      band: 'unknown',
      unknownReason: 'the size of the change is not known',
    });
    expect(riskVerdict(sampleEntityRisk({ latest }))?.riskSentence).toBe(
      'Risk unknown: the size of the change is not known.',
    );
  });

  it.each([undefined, { share: 1, of: 2, days: 90 }])(
    'does not compare with too few (%j)',
    percentile => {
      expect(riskVerdict(sampleEntityRisk({ percentile }))?.riskSentence).toBe(
        'Risk 0.78 (0.69–0.85), too few earlier ones to compare with.',
      );
    },
  );

  it('has none when nothing was scored', () => {
    expect(
      riskVerdict(sampleEntityRisk({ latest: undefined })),
    ).toBeUndefined();
  });
});
