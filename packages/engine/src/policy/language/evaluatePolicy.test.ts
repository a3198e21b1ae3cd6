import { compilePolicy } from './compilePolicy';
import type { PolicyLook } from './evaluate/evaluatePolicy';
import type { PolicyFact, PolicyFacts, PolicyMemory } from './types';

const production: PolicyLook = { stage: 'pre-deploy', production: true };
const elsewhere: PolicyLook = { stage: 'pre-deploy', production: false };
const canary: PolicyLook = { stage: 'canary', production: true };

type Told = Record<string, string | number | boolean | string[] | undefined>;

function factsOf(told: Told): PolicyFacts {
  return Object.fromEntries(
    Object.entries(told).map(([path, value]): [string, PolicyFact] => [
      path,
      value === undefined ? { missingReason: 'not measured' } : { value },
    ]),
  );
}

function policyOf(text: string) {
  const policy = compilePolicy([{ path: 'a.policy', text }]);
  expect(policy.diagnostics.filter(d => d.severity === 'error')).toEqual([]);
  return policy;
}

function judge(text: string, told: Told, look: PolicyLook) {
  return policyOf(text).evaluate(factsOf(told), look).evaluation;
}

const errorRate = (
  value: number,
  baseline: number,
  counts?: { canary: number; baseline: number; requests: number },
): PolicyFacts => ({
  'canary.error_rate': {
    value,
    compared: { baseline },
    ...(counts
      ? {
          counts: {
            canary: { events: counts.canary, requests: counts.requests },
            baseline: { events: counts.baseline, requests: counts.requests },
          },
        }
      : {}),
  },
});

describe('conditions', () => {
  it.each<[string, Told, boolean]>([
    ['risk_score > 0.7', { risk_score: 0.7 }, false],
    ['risk_score > 70%', { risk_score: 0.71 }, true],
    ['0.7 < risk_score', { risk_score: 0.71 }, true],
    ['coverage.delta < -0.5pp', { 'coverage.delta': -0.6 }, true],
    ['coverage.delta < -0.5%', { 'coverage.delta': -0.4 }, false],
    ['perf.delta > 5%', { 'perf.delta': 0.06 }, true],
    ['canary.latency.p95 > 300ms', { 'canary.latency.p95': 301 }, true],
    ['canary.duration >= 2m30s', { 'canary.duration': 150_000 }, true],
    ['env == "prod"', { env: 'production' }, true],
    ['env == "production"', { env: 'prod' }, true],
    ['env != "dev"', { env: 'development' }, false],
    ['env in ["stage", "test"]', { env: 'staging' }, true],
    ['env not in ["stage", "test"]', { env: 'staging' }, false],
    ['env_name matches "prod-?u-*"', { env_name: 'prod-eu-1' }, true],
    ['not (env_name matches "prod-*")', { env_name: 'prod-eu-1' }, false],
    ['labels["a.b/c"] == true', { 'labels.a.b/c': 'true' }, true],
    ['labels.team == "x"', { 'labels.team': 'x' }, true],
    ['input.size > 3', { 'input.size': 4 }, true],
    ['input.ticket in ["A", "B"]', { 'input.ticket': 'B' }, true],
    ['"MIT" in sbom.new_licences', { 'sbom.new_licences': ['MIT'] }, true],
    ['size(sbom.new_licences) > 1', { 'sbom.new_licences': ['MIT'] }, false],
    ['in_window("freeze")', { 'calendar.windows': ['freeze'] }, true],
    ['abs(coverage.delta) > 1pp', { 'coverage.delta': -2 }, true],
    ['tests.failed * 2 + 1 == 7', { 'tests.failed': 3 }, true],
    [
      'tests.failed / sarif.errors > 0.5',
      { 'tests.failed': 3, 'sarif.errors': 4 },
      true,
    ],
    ['artifact.signed == false', { 'artifact.signed': false }, true],
    [
      '!artifact.signed && sbom.present',
      { 'artifact.signed': false, 'sbom.present': true },
      true,
    ],
    ['not not artifact.signed', { 'artifact.signed': true }, true],
    ['known(risk_score)', { risk_score: undefined }, false],
    ['is_unknown(risk_score)', {}, true],
    ['stage == "canary"', {}, true],
  ])('%s of %p is %p', (condition, told, holds) => {
    const { outcome } = judge(`when ${condition} then block`, told, canary);
    expect(outcome).toBe(holds ? 'block' : 'allow');
  });

  it.each<[string, Told]>([
    ['risk_score > 0.7', {}],
    ['not (risk_score > 0.7)', {}],
    ['risk_score > 0.7', { risk_score: 'high' }],
    ['risk_score > 0.7', { risk_score: NaN }],
    ['risk_score > 0.7 and env == "prod"', { env: 'prod' }],
    ['risk_score > 0.7 or env == "prod"', { env: 'dev' }],
    [
      'tests.failed / sarif.errors > 0.5',
      { 'tests.failed': 3, 'sarif.errors': 0 },
    ],
    ['labels["emergency"] == true', { 'labels.emergency': 'perhaps' }],
    ['in_window("freeze")', {}],
  ])('%s of %p is unknown', (condition, told) => {
    const text = `when ${condition} then block`;
    expect(judge(text, told, production).outcome).toBe('needs_approval');
    expect(judge(text, told, elsewhere).outcome).toBe('inconclusive');
  });

  it('lets one known side decide', () => {
    const text = 'when risk_score > 0.7 and env == "prod" then block';
    expect(judge(text, { env: 'dev' }, production).outcome).toBe('allow');
    expect(
      judge(
        'when risk_score > 0.7 or env == "prod" then block',
        { env: 'prod' },
        production,
      ).outcome,
    ).toBe('block');
  });
});

describe('what is not known', () => {
  it('does not let allow or promote act', () => {
    const { outcome, matched } = judge(
      'when risk_score < 0.1 then allow',
      {},
      production,
    );
    expect({ outcome, matched }).toEqual({ outcome: 'allow', matched: [] });
    const told = { 'canary.requests': 900 };
    expect(
      judge('when saturation_stable then promote', told, canary).rollout,
    ).toBeUndefined();
  });

  it('names the value and the reason', () => {
    const { unknown, explanation, matched } = judge(
      'rule "a": when env == "prod" and risk_score > 0.7 then block',
      { env: 'prod', risk_score: undefined },
      production,
    );
    expect(unknown).toEqual([{ path: 'risk_score', reason: 'not measured' }]);
    expect(explanation).toBe(
      'It cannot be told whether it has to be blocked: risk_score is not known (not measured).',
    );
    expect(matched[0]).toMatchObject({ name: 'a', truth: 'unknown' });
  });

  it('asks when either branch would hold something back', () => {
    const text = 'when artifact.signed then allow else block';
    expect(judge(text, {}, production).outcome).toBe('needs_approval');
    expect(judge(text, { 'artifact.signed': false }, production).outcome).toBe(
      'block',
    );
    expect(judge(text, { 'artifact.signed': true }, production).outcome).toBe(
      'allow',
    );
  });

  it('leaves rules of a canary alone before there is one', () => {
    const rules = [
      'when canary.error_rate > 2x_baseline for 3m then rollback',
      'when canary.error_rate > 5% then block',
      'when not (canary.error_rate <= 5%) and risk_score > 0.5 then block',
      'when is_unknown(canary.error_rate) then block',
    ].join('\n');
    expect(judge(rules, {}, production)).toMatchObject({
      outcome: 'allow',
      matched: [],
      unknown: [],
    });
    expect(judge(rules, {}, canary).outcome).toBe('block');
  });

  it('still asks when something else could hold it back', () => {
    const text = 'when canary.error_rate > 5% or risk_score > 0.7 then block';
    expect(judge(text, {}, production).outcome).toBe('needs_approval');
    expect(judge(text, { risk_score: 0.1 }, production).outcome).toBe('allow');
  });
});

describe('conflicts', () => {
  const text = `
rule "allow": when true then allow
rule "ask_one": when risk_score > 0.1 then require_approval
rule "ask_two": when risk_score > 0.2 then require_approval(role: "sre", count: 2)
rule "block" [lift=approval]: when risk_score > 0.3 then block
rule "block_hard": when risk_score > 0.4 then block("no")`;

  it.each([
    [0.05, 'allow', 'allow', undefined],
    [0.15, 'needs_approval', 'ask_one', { count: 1 }],
    [0.25, 'needs_approval', 'ask_two', { count: 2, role: 'sre' }],
    [0.35, 'block', 'block', { count: 2, role: 'sre' }],
    [0.45, 'block', 'block_hard', { count: 2, role: 'sre' }],
  ])('at a risk of %p comes %s, by %s', (risk, outcome, name, approvals) => {
    const evaluation = judge(text, { risk_score: risk }, production);
    expect(evaluation.outcome).toBe(outcome);
    expect(evaluation.matched[evaluation.decidedBy ?? -1].name).toBe(name);
    expect(evaluation.approvals).toEqual(approvals);
  });

  it('reports all that matched, the deciding one first', () => {
    const { matched, explanation } = judge(
      text,
      { risk_score: 0.45 },
      production,
    );
    expect(matched.map(({ name }) => name)).toEqual([
      'block_hard',
      'block',
      'ask_two',
      'ask_one',
      'allow',
    ]);
    expect(explanation).toBe(
      'Blocked (no) because risk_score is 0.45, above 0.4. 4 other rules matched as well.',
    );
  });

  it('goes back rather than pause, and pauses rather than promote', () => {
    const rules = (...actions: string[]) =>
      actions
        .map(action => `when calendar.hour == 3 then ${action}`)
        .join('\n');
    const told = { 'calendar.hour': 3 };
    expect(
      judge(rules('promote', 'pause', 'rollback'), told, canary),
    ).toMatchObject({ outcome: 'block', rollout: 'rollback' });
    expect(judge(rules('promote', 'hold'), told, canary)).toMatchObject({
      outcome: 'inconclusive',
      rollout: 'pause',
    });
    expect(judge(rules('promote'), told, canary)).toMatchObject({
      outcome: 'allow',
      rollout: 'promote',
    });
    expect(
      judge(rules('promote', 'block'), told, canary).rollout,
    ).toBeUndefined();
  });

  it('collects whom to tell and the most careful strategy', () => {
    const rules = `
when risk_score > 0.1 then notify("a"), set_strategy("blue-green")
when risk_score > 0.2 then notify("b"), notify("a"), set_strategy("canary")
when risk_score > 0.9 then set_strategy("rolling")`;
    expect(judge(rules, { risk_score: 0.3 }, production)).toMatchObject({
      outcome: 'allow',
      notify: ['a', 'b'],
      strategy: 'canary',
    });
  });

  it('says what nothing held back', () => {
    const { decidedBy, explanation } = judge(
      text.split('\n')[2],
      { risk_score: 0 },
      production,
    );
    expect(decidedBy).toBeUndefined();
    expect(explanation).toBe('No rule holds it back.');
  });
});

describe('for', () => {
  const literal = policyOf(
    'rule "auto_rollback" [evidence=off]: when canary.error_rate > 2x_baseline for 3m then rollback',
  );

  function look(minutes: readonly number[], rates: (minute: number) => number) {
    let memory: PolicyMemory | undefined;
    return minutes.map(minute => {
      const answer = literal.evaluate(errorRate(rates(minute), 0.01), {
        ...canary,
        at: minute * 60_000,
        ...(memory ? { memory } : {}),
      });
      // As a caller stores it.
      memory = JSON.parse(JSON.stringify(answer.memory));
      return (
        answer.evaluation.rollout ?? answer.evaluation.matched[0]?.waitsFor
      );
    });
  }

  it('fires at exactly three minutes', () => {
    expect(look([0, 1, 2, 2.99, 3], () => 0.05)).toEqual([
      'it has held for 0 ms of 3 min',
      'it has held for 1 min of 3 min',
      'it has held for 2 min of 3 min',
      'it has held for 2 min 59.4 s of 3 min',
      'rollback',
    ]);
  });

  it('counts from the last look at which it did not hold: a look speaks for the time before it', () => {
    expect(
      look([0, 1, 2, 3], minute => (minute === 0 ? 0.01 : 0.05)).at(-1),
    ).toBe('rollback');
  });

  it('begins anew when it does not hold for a moment', () => {
    expect(
      look([0, 1, 2, 3, 4], minute => (minute === 2 ? 0.02 : 0.05)).slice(-2),
    ).toEqual([
      'it has held for 1 min of 3 min',
      'it has held for 2 min of 3 min',
    ]);
  });

  it('begins anew after a gap of more than two intervals', () => {
    expect(look([0, 1, 3, 4], () => 0.05).at(-1)).toBe('rollback');
    expect(look([0, 1, 3.1, 4.1], () => 0.05).at(-1)).toBe(
      'it has held for 1 min of 3 min',
    );
  });

  it('wants at least three looks', () => {
    expect(look([0, 1.9, 3.8], () => 0.05).at(-1)).toBe('rollback');
    const wide = policyOf(
      'rule "a" [evidence=off]: when canary.error_rate > 2x_baseline for 3m then rollback',
    );
    const first = wide.evaluate(errorRate(0.05, 0.01), {
      ...canary,
      at: 0,
      intervalMs: 180_000,
    });
    const second = wide.evaluate(errorRate(0.05, 0.01), {
      ...canary,
      at: 180_000,
      intervalMs: 180_000,
      memory: first.memory,
    });
    expect(second.evaluation.matched[0].waitsFor).toBe(
      'it has been seen 2 of at least 3 times',
    );
  });

  it('does not count the same look twice', () => {
    expect(look([0, 0, 0, 0], () => 0.05).at(-1)).toBe(
      'it has held for 0 ms of 3 min',
    );
  });

  it('waits when nobody tells the time', () => {
    const { evaluation } = literal.evaluate(errorRate(0.05, 0.01), canary);
    expect(evaluation.matched[0].waitsFor).toBe(
      'the time of the look is not known',
    );
  });

  it('takes no harm from a memory that somebody else wrote', () => {
    for (const memory of [
      { version: 1, rules: { __proto__: 1 } },
      { version: 1, rules: 'x' },
      JSON.parse(
        `{"version":1,"rules":{${JSON.stringify(
          Object.keys(
            literal.evaluate(errorRate(0.05, 0.01), { ...canary, at: 0 }).memory
              .rules,
          )[0],
        )}:{"last":"x","streak":{"since":null},"evidence":[1]}}}`,
      ),
    ]) {
      const answer = literal.evaluate(errorRate(0.05, 0.01), {
        ...canary,
        at: 0,
        memory: memory as PolicyMemory,
      });
      expect(answer.evaluation.matched[0].waitsFor).toBe(
        'it has held for 0 ms of 3 min',
      );
    }
  });

  it('lets nothing be promoted while something may have to go back', () => {
    const both = policyOf(
      `${literal.rules[0].text}\nwhen canary.requests > 10 then promote`,
    );
    const facts = {
      ...errorRate(0.05, 0.01),
      'canary.requests': { value: 100 },
    };
    expect(both.evaluate(facts, { ...canary, at: 0 }).evaluation).toMatchObject(
      { outcome: 'inconclusive', rollout: 'pause' },
    );
    expect(
      both.evaluate(
        { ...facts, ...errorRate(0.01, 0.01) },
        { ...canary, at: 0 },
      ).evaluation.rollout,
    ).toBe('promote');
  });
});

describe('evidence', () => {
  const guarded = policyOf(
    'rule "auto_rollback": when canary.error_rate > 2x_baseline for 3m then rollback',
  );

  function watch(
    counts: { canary: number; baseline: number; requests: number } | undefined,
    minutes: number,
    policy = guarded,
  ) {
    let memory: PolicyMemory | undefined;
    let last;
    for (let minute = 0; minute <= minutes; minute += 1) {
      const answer = policy.evaluate(errorRate(0.05, 0.01, counts), {
        ...canary,
        at: minute * 60_000,
        ...(memory ? { memory } : {}),
      });
      memory = JSON.parse(JSON.stringify(answer.memory));
      last = answer.evaluation;
    }
    return last;
  }

  it('lets a rule with enough of it fire', () => {
    expect(watch({ canary: 12, baseline: 3, requests: 250 }, 3)?.rollout).toBe(
      'rollback',
    );
  });

  it('says what a rule without enough of it waits for, and does not fire', () => {
    const evaluation = watch({ canary: 1, baseline: 0, requests: 250 }, 3);
    expect(evaluation?.rollout).toBeUndefined();
    expect(evaluation?.outcome).toBe('allow');
    expect(evaluation?.matched[0].waitsFor).toMatch(
      /^the evidence that canary.error_rate is worse than its baseline is [\d.]+ to 1, needed is 50 to 1$/,
    );
    expect(watch({ canary: 1, baseline: 0, requests: 250 }, 30)?.rollout).toBe(
      'rollback',
    );
  });

  it('waits for counts where there are none', () => {
    expect(watch(undefined, 10)?.matched[0].waitsFor).toBe(
      'no counts of requests and failures of both arms behind canary.error_rate yet',
    );
  });

  it('asks for more when the label does', () => {
    const strict = policyOf(
      'rule "a" [confidence=0.999999999]: when canary.error_rate > 2x_baseline for 3m then rollback',
    );
    expect(
      watch({ canary: 3, baseline: 1, requests: 250 }, 8, strict)?.rollout,
    ).toBeUndefined();
    const many = policyOf(
      'rule "a" [min_requests=2000]: when canary.error_rate > 2x_baseline for 3m then rollback',
    );
    expect(
      watch({ canary: 12, baseline: 3, requests: 250 }, 6, many)?.matched[0]
        .waitsFor,
    ).toBe('the canary has served 1750 of 2000 requests');
    expect(
      watch({ canary: 12, baseline: 3, requests: 250 }, 7, many)?.rollout,
    ).toBe('rollback');
  });

  it('is not asked of a comparison with the objective, or with a number', () => {
    const text =
      'when canary.error_rate > slo then rollback\nwhen canary.error_rate > 4% then pause';
    const facts: PolicyFacts = {
      'canary.error_rate': { value: 0.05, compared: { slo: 0.01 } },
    };
    expect(policyOf(text).evaluate(facts, canary).evaluation.rollout).toBe(
      'rollback',
    );
  });

  it('is asked of the comparisons alone that make the condition true', () => {
    const text =
      'when canary.error_rate > 2x_baseline or canary.saturation.cpu > 85% then rollback';
    const facts: PolicyFacts = {
      ...errorRate(0.05, 0.01),
      'canary.saturation.cpu': { value: 0.9 },
    };
    expect(policyOf(text).evaluate(facts, canary).evaluation.rollout).toBe(
      'rollback',
    );
  });

  it('is asked of a promotion too: that the canary is better than what would be too bad', () => {
    const good = policyOf(
      'when canary.error_rate < 1.5x_baseline then promote',
    );
    const facts = (
      canaryFailures: number,
      baselineFailures: number,
      requests: number,
    ) =>
      errorRate(0.001, 0.002, {
        canary: canaryFailures,
        baseline: baselineFailures,
        requests,
      });
    expect(
      good.evaluate(facts(0, 1, 250), canary).evaluation.rollout,
    ).toBeUndefined();
    expect(
      good.evaluate(facts(20, 60, 20_000), canary).evaluation.rollout,
    ).toBe('promote');
  });

  it('counts for less where errors come in clusters', () => {
    const once = policyOf('when canary.error_rate > 2x_baseline then rollback');
    const facts = errorRate(0.048, 0.012, {
      canary: 12,
      baseline: 3,
      requests: 250,
    });
    const twice = { ...facts, 'canary.dispersion': { value: 10 } };
    const { memory } = once.evaluate(facts, { ...canary, at: 0 });
    expect(
      once.evaluate(facts, { ...canary, at: 60_000, memory }).evaluation
        .rollout,
    ).toBe('rollback');
    const tempered = once.evaluate(twice, { ...canary, at: 0 });
    expect(
      once.evaluate(twice, { ...canary, at: 60_000, memory: tempered.memory })
        .evaluation.rollout,
    ).toBeUndefined();
  });

  it('says with which values a rule fired', () => {
    expect(
      watch({ canary: 12, baseline: 3, requests: 250 }, 3)?.matched[0],
    ).toMatchObject({
      explanation:
        'Rolled back because canary.error_rate is 5 %, above 2x_baseline (2 %) for 3 min.',
      values: [
        { path: 'canary.error_rate', shown: '5 % (baseline 1 %)', value: 0.05 },
      ],
    });
  });
});

describe('tests in policies', () => {
  const rules =
    'rule "r": when canary.error_rate > 2x_baseline for 3m then rollback\nrule "b": when env == "prod" and risk_score > 0.7 then block\n';
  const bad =
    'canary.error_rate: 6% (baseline: 2%, failures: 15, requests: 250, baseline_failures: 5, baseline_requests: 250)';

  it.each([
    ['given { env: "prod", risk_score: 0.8 } expect block', true],
    ['given { env: "prod", risk_score: 0.8 } expect block by "b"', true],
    ['given { env: "prod", risk_score: 0.8 } expect not block', false],
    ['given { env: "prod", risk_score: unknown } expect needs_approval', true],
    ['given { env: "dev", risk_score: unknown } expect allow', true],
    [`given { ${bad} } for 3m expect rollback by "r"`, true],
    [`given { ${bad} } for 2m expect not rollback`, true],
    [
      `given { ${bad} } at 0m, {} at 1m, {} at 2m, {} at 3m expect rollback`,
      true,
    ],
    [
      `given { ${bad} } for 2m, { canary.error_rate: 1% (baseline: 2%) }, { ${bad} } expect rollback`,
      false,
    ],
  ])('%s: %p', (test, passed) => {
    const [result] = policyOf(`${rules}test "t": ${test}`).test();
    expect(result.passed).toBe(passed);
    expect(result.message === undefined).toBe(passed);
  });

  it('says what was expected and what came', () => {
    const [result] = policyOf(
      `${rules}test "t": given { env: "prod", risk_score: 0.8 } expect allow`,
    ).test();
    expect(result.message).toBe(
      "Expected allow, came block by rule 'b': Blocked because env is production and risk_score is 0.8, above 0.7.",
    );
  });
});
