import fc from 'fast-check';
import { canonicalPolicy } from './canonicalPolicy';
import { decideGate } from './decideGate';
import type { EnvironmentTier } from './tables';

const justAbove = (value: number) => value + 2 ** -53;
const tiers: EnvironmentTier[] = [
  'production',
  'staging',
  'test',
  'development',
];

describe('decideGate', () => {
  it.each([
    { risk: 0, outcome: 'allow', rule: 'start_rollout' },
    { risk: 0.4, outcome: 'allow', rule: 'start_rollout' },
    { risk: 0.7, outcome: 'allow', rule: 'start_rollout' },
    { risk: justAbove(0.7), outcome: 'block', rule: 'block_high_risk_prod' },
    { risk: 1, outcome: 'block', rule: 'block_high_risk_prod' },
  ])('in production answers $outcome to a risk of $risk', row => {
    const verdict = decideGate({ risk: row.risk, tier: 'production' });
    expect(verdict.outcome).toBe(row.outcome);
    expect(verdict.rule.name).toBe(row.rule);
    expect(verdict.successProbability).toBe(1 - row.risk);
  });

  it.each([
    { risk: 0, strategy: 'rolling' },
    { risk: 0.4, strategy: 'rolling' },
    { risk: justAbove(0.4), strategy: 'blue-green' },
    { risk: 0.7, strategy: 'blue-green' },
    { risk: justAbove(0.7), strategy: 'canary' },
    { risk: 1, strategy: 'canary' },
  ] as const)('by_risk rolls a risk of $risk out as $strategy', row => {
    expect(
      decideGate({
        risk: row.risk,
        tier: 'staging',
        strategyTable: 'by_risk',
      }),
    ).toMatchObject({ outcome: 'allow', strategy: row.strategy });
  });

  it('lets an approval of a blocked deployment start a canary over the full ladder', () => {
    const verdict = decideGate({
      risk: 0.9,
      tier: 'production',
      strategyTable: 'by_risk',
    });
    expect(verdict).toEqual({
      outcome: 'block',
      onApproval: { strategy: 'canary', ladder: 'full' },
      rule: {
        name: 'block_high_risk_prod',
        description: expect.stringContaining('0.7'),
        policy: 'default',
        strategyTable: 'by_risk',
      },
      successProbability: 1 - 0.9,
      explanation:
        'The risk of 0.90 is above 0.7, so in production it is blocked; an approval starts a canary over the full ladder.',
    });
  });

  it.each([
    { tier: 'production', rule: 'ask_on_unknown_risk_prod' },
    { tier: 'staging', rule: 'ask_on_unknown_risk' },
    { tier: 'test', rule: 'ask_on_unknown_risk' },
    { tier: 'development', rule: 'ask_on_unknown_risk' },
  ] as const)('asks somebody in $tier when the risk is unknown', row => {
    for (const risk of [undefined, NaN]) {
      const verdict = decideGate({ risk, tier: row.tier });
      expect(verdict.outcome).toBe('needs_approval');
      expect(verdict.rule.name).toBe(row.rule);
      expect(verdict.onApproval).toEqual({
        strategy: 'canary',
        ladder: 'full',
      });
      expect(verdict).not.toHaveProperty('strategy');
      expect(verdict).not.toHaveProperty('successProbability');
      expect(verdict.explanation).toContain('unknown');
    }
  });

  it('has a strategy exactly when it allows, and never allows an unknown risk', () => {
    fc.assert(
      fc.property(
        fc.option(fc.double({ min: 0, max: 1 }), { nil: undefined }),
        fc.constantFrom(...tiers),
        fc.constantFrom('canary', 'by_risk'),
        (risk, tier, strategyTable) => {
          const verdict = decideGate({ risk, tier, strategyTable });
          const allowed = verdict.outcome === 'allow';
          expect(verdict.strategy !== undefined).toBe(allowed);
          expect(verdict.onApproval !== undefined).toBe(!allowed);
          const unknown = risk === undefined || Number.isNaN(risk);
          expect(allowed && unknown).toBe(false);
        },
      ),
    );
  });

  it('does not print a risk just above the threshold as the threshold', () => {
    expect(
      decideGate({ risk: 0.7001, tier: 'production' }).explanation,
    ).toContain('The risk of 0.7001 is above 0.7');
  });

  it('says how an allowed deployment starts', () => {
    expect(decideGate({ risk: 0.123, tier: 'production' }).explanation).toBe(
      'The risk is 0.12 and no rule holds it back in production: start as a canary.',
    );
  });

  it('names the known tables when one does not exist', () => {
    expect(() => decideGate({ tier: 'test', policy: 'toString' })).toThrow(
      "There is no gate policy 'toString'; known are: default",
    );
    expect(() => decideGate({ tier: 'test', strategyTable: 'yolo' })).toThrow(
      "There is no strategy table 'yolo'; known are: canary, by_risk",
    );
    expect(() => decideGate({ tier: 'moon' as EnvironmentTier })).toThrow(
      "There is no environment tier 'moon'; known are: production, staging, test, development",
    );
  });

  it.each([-0.01, 1.01, Infinity])('refuses a risk of %p', risk => {
    expect(() => decideGate({ risk, tier: 'test' })).toThrow(
      `A risk is a probability from 0 to 1, got ${risk}`,
    );
  });
});

describe('canonicalPolicy', () => {
  it('is JSON that holds every table, the same each time', () => {
    const parsed = JSON.parse(canonicalPolicy());
    expect(Object.keys(parsed)).toEqual(['gatePolicies', 'strategyTables']);
    expect(Object.keys(parsed.strategyTables)).toEqual(['by_risk', 'canary']);
    expect(canonicalPolicy()).toBe(canonicalPolicy());
  });
});
