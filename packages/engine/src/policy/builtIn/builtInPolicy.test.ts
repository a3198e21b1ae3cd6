import { compilePolicy } from '../language/compilePolicy';
import type { PolicyFact, PolicyStage } from '../language/types';
import { builtInPolicy } from './builtInPolicy';

const policy = compilePolicy(builtInPolicy);

const UNKNOWN: PolicyFact = { missingReason: 'no model' };

describe('the built-in bundle', () => {
  it('compiles without a warning and passes its own tests', () => {
    expect(policy.diagnostics).toEqual([]);
    const results = policy.test();
    expect(results).toHaveLength(5);
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
  });

  it.each<[string, PolicyFact, string, string | undefined]>([
    ['production', { value: 0.7001 }, 'block', 'block_high_risk_prod'],
    ['production', { value: 0.7 }, 'allow', undefined],
    ['production', UNKNOWN, 'needs_approval', 'ask_on_unknown_risk_prod'],
    ['staging', { value: 0.99 }, 'allow', undefined],
    ['staging', UNKNOWN, 'needs_approval', 'ask_on_unknown_risk'],
    ['test', UNKNOWN, 'needs_approval', 'ask_on_unknown_risk'],
    ['development', UNKNOWN, 'needs_approval', 'ask_on_unknown_risk'],
  ])('in %s a risk of %p comes to %s by %s', (env, risk, outcome, rule) => {
    const { evaluation } = policy.evaluate(
      { env: { value: env }, risk_score: risk },
      { stage: 'pre-deploy', production: env === 'production' },
    );
    const { decidedBy, matched } = evaluation;
    expect(evaluation.outcome).toBe(outcome);
    expect(decidedBy === undefined ? undefined : matched[decidedBy].name).toBe(
      rule,
    );
  });

  it.each<[PolicyStage, PolicyFact, string]>([
    ['canary', UNKNOWN, 'inconclusive'],
    ['canary', { value: 0.01 }, 'allow'],
    ['post-deploy', UNKNOWN, 'allow'],
  ])(
    'at the stage %s asks for what is measured (%p) instead of for the risk: %s',
    (stage, errorRate, outcome) => {
      for (const risk of [{ value: 0.99 }, UNKNOWN]) {
        const { evaluation } = policy.evaluate(
          {
            env: { value: 'production' },
            risk_score: risk,
            'canary.error_rate': errorRate,
          },
          { stage, production: true },
        );
        expect(evaluation.outcome).toBe(outcome);
      }
    },
  );

  it('lets an approval lift its block', () => {
    const rule = policy.rules.find(
      ({ name }) => name === 'block_high_risk_prod',
    );
    expect(rule?.labels.lift).toBe('approval');
  });

  it('shows a risk just above the threshold as what it is', () => {
    const { evaluation } = policy.evaluate(
      { env: { value: 'production' }, risk_score: { value: 0.7001 } },
      { stage: 'pre-deploy', production: true },
    );
    expect(evaluation.explanation).toBe(
      'Blocked because env is production and risk_score is 0.7001, above 0.7.',
    );
  });
});
