import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { policySentences } from './__testUtils__/sentences';
import { compilePolicy } from './compilePolicy';
import { policyVocabulary } from './vocabulary/policyVocabulary';

const given = join(
  __dirname,
  '../../../../../../shared/data/policy/grammar-sentences.json',
);

function compile(text: string) {
  return compilePolicy([{ path: 'a.policy', text }]);
}

function errors(text: string) {
  return compile(text).diagnostics.filter(
    ({ severity }) => severity === 'error',
  );
}

describe('compilePolicy', () => {
  it('is right about every given sentence, where they are given', () => {
    const { mustParse, mustReject } = (
      existsSync(given)
        ? JSON.parse(readFileSync(given, 'utf8'))
        : { mustParse: [], mustReject: [] }
    ) as { mustParse: string[]; mustReject: string[] };
    expect(mustParse.filter(text => !compile(text).ok)).toEqual([]);
    expect(mustReject.filter(text => compile(text).ok)).toEqual([]);
  });

  it.each(policySentences)('compiles %s', text => {
    expect(errors(text)).toEqual([]);
  });

  it.each(policyVocabulary.map(({ path, example }) => [path, example]))(
    'compiles the example of %s: %s',
    (path, example) => {
      const { ok, rules } = compile(`when ${example} then pause`);
      expect(ok).toBe(true);
      const prefix = path.replace(/\*$/, '');
      expect(rules[0].paths.some(read => read.startsWith(prefix))).toBe(true);
    },
  );

  it.each([
    [
      'when risk_scor > 0.7 then block',
      'unknown-path',
      'risk_scor',
      'risk_score',
    ],
    [
      'when canary.eror_rate > 1% then rollback',
      'unknown-path',
      'canary.eror_rate',
      'canary.error_rate',
    ],
    ['when coverage.delta < 300ms then block', 'wrong-unit', '300ms', '300pp'],
    [
      'when canary.latency.p95 > 300 then rollback',
      'wrong-unit',
      '300',
      '300ms',
    ],
    ['when tests.failed > 5% then block', 'wrong-unit', '5%', '5'],
    [
      'when risk_score > canary.latency.p95 then block',
      'wrong-unit',
      'canary.latency.p95',
      undefined,
    ],
    [
      'when tests.failed > 2x_baseline then block',
      'no-baseline',
      '2x_baseline',
      undefined,
    ],
    [
      'when 2x_baseline > 3x_baseline then block',
      'no-baseline',
      '2x_baseline',
      'canary.error_rate > 2x_baseline',
    ],
    ['when env > "prod" then block', 'wrong-type', 'env > "prod"', undefined],
    ['when env then block', 'wrong-type', 'env', 'env == "prod"'],
    ['when 3 then block', 'wrong-type', '3', undefined],
    [
      'when risk_score == "high" then block',
      'wrong-type',
      'risk_score == "high"',
      'risk_score > 0.7',
    ],
    [
      'when risk_score == null then block',
      'unknown-compared',
      'null',
      'is_unknown(path)',
    ],
    ['when env in "prod" then block', 'wrong-type', '"prod"', '["prod"]'],
    [
      'when env matches env_name then block',
      'wrong-type',
      'env_name',
      '"prod-*"',
    ],
    ['when risk_score > 0.7 then blok', 'unknown-action', 'blok', 'block'],
    [
      'when risk_score > 0.7 then require_approval(roles: "x")',
      'wrong-arguments',
      'roles: "x"',
      'require_approval(role: "…", count: 2)',
    ],
    [
      'when risk_score > 0.7 then require_approval(count: 0)',
      'wrong-arguments',
      'count: 0',
      'count: 2',
    ],
    [
      'when risk_score > 0.7 then notify',
      'wrong-arguments',
      'notify',
      'notify(target: "…")',
    ],
    [
      'when risk_score > 0.7 then set_strategy("canry")',
      'wrong-arguments',
      '"canry"',
      '"canary"',
    ],
    [
      'when in_windw("x") then block',
      'unknown-function',
      'in_windw("x")',
      'in_window',
    ],
    [
      'when min(1) > 2 then block',
      'wrong-arguments',
      'min(1)',
      'canary.latency.p95 > min(1.2x_baseline, 500ms)',
    ],
    [
      'rule "a" [evidence=maybe]: when env == "prod" then block',
      'wrong-label',
      'evidence=maybe',
      'evidence=off',
    ],
    [
      'rule "a": when env == "prod" then block\nrule "a": when env == "dev" then block',
      'duplicate-name',
      '"a"',
      '"a_2"',
    ],
    [
      'when labels["__proto__"] == "x" then block',
      'forbidden-name',
      'labels["__proto__"]',
      undefined,
    ],
    [
      'when input.constructor == "x" then block',
      'forbidden-name',
      'input.constructor',
      undefined,
    ],
    [
      'rule "a" [__proto__=x]: when env == "prod" then block',
      'forbidden-name',
      '__proto__=x',
      undefined,
    ],
    [
      'when risk_score > 1.2 then block',
      'never-fires',
      'risk_score > 1.2',
      undefined,
    ],
    [
      'when env == "prod" and env == "staging" then block',
      'never-fires',
      'env == "prod" and env == "staging"',
      undefined,
    ],
    [
      'when risk_score > 0.5 and not (risk_score > 0.4) then block',
      'never-fires',
      'risk_score > 0.5 and not (risk_score > 0.4)',
      undefined,
    ],
    [
      'when artifact.signed and not artifact.signed then block',
      'never-fires',
      'artifact.signed and not artifact.signed',
      undefined,
    ],
    [
      'when is_unknown(risk_score) and risk_score > 0.7 then block',
      'never-fires',
      'is_unknown(risk_score) and risk_score > 0.7',
      undefined,
    ],
    [
      'when canary.error_rate > 3x_baseline and canary.error_rate < 2x_baseline then pause',
      'never-fires',
      'canary.error_rate > 3x_baseline and canary.error_rate < 2x_baseline',
      undefined,
    ],
    [
      'test "t": given { risk_scor: 1 } expect block',
      'unknown-path',
      'risk_scor',
      'risk_score',
    ],
    [
      'test "t": given { risk_score: 300ms } expect block',
      'wrong-unit',
      '300ms',
      undefined,
    ],
    [
      'test "t": given { env: "prod" } expect blok',
      'unknown-expectation',
      'blok',
      'block',
    ],
  ])('refuses %s', (text, code, offending, suggestion) => {
    const [error] = errors(text);
    expect(error).toMatchObject({ code, text: offending });
    expect(error.suggestion).toBe(suggestion);
  });

  it.each([
    ['when env == "prodution" then block', 'unknown-value', '"production"'],
    ['when env in ["prod", "prod-eu"] then block', 'unknown-value', 'env_name'],
    ['when tests.pass_rate < 99 then block', 'wrong-unit', '99%'],
    ['when risk_score >= 0 then block', 'always-true', 'true'],
    [
      'when env == "prod" or risk_score > 2 then block',
      'dead-alternative',
      undefined,
    ],
    [
      'when risk_score > 0.7 for 3m then block',
      'pointless-duration',
      'when risk_score > 0.7 then block',
    ],
    ['when env_name matches "^prod.*$" then block', 'pattern', undefined],
    [
      'rule "a" [confidenc=0.9]: when env == "prod" then block',
      'unknown-label',
      'confidence',
    ],
  ])('warns of %s', (text, code, suggestion) => {
    const warning = compile(text).diagnostics.find(
      found => found.code === code,
    );
    expect(warning?.severity).toBe('warning');
    expect(warning?.suggestion).toBe(suggestion);
  });

  it.each([
    [
      'a narrower condition with a weaker action',
      'when risk_score > 0.7 then block',
      'when env == "prod" and risk_score > 0.8 then require_approval',
      2,
    ],
    [
      'the same in another order',
      'when env == "prod" and risk_score > 0.8 then require_approval',
      'when risk_score > 0.7 then block',
      1,
    ],
    [
      'the same twice',
      'when risk_score > 0.7 then block',
      'when risk_score > 0.7 then block',
      2,
    ],
    [
      'one of several tiers',
      'when env != "dev" then require_approval(count: 2)',
      'when env in ["prod", "stage"] then require_approval',
      2,
    ],
    [
      'a longer duration',
      'when slo.burn_rate.1h > 10 for 3m then pause',
      'when slo.burn_rate.1h > 12 for 5m then pause',
      2,
    ],
    [
      'the literal rule does not wait for evidence',
      'when canary.error_rate > 2x_baseline for 3m then rollback',
      'rule "l" [evidence=off]: when canary.error_rate > 2x_baseline for 3m then rollback',
      1,
    ],
  ])('warns of a rule that changes nothing: %s', (_, first, second, line) => {
    const shadowed = compile(`${first}\n${second}`).diagnostics.filter(
      ({ code }) => code === 'shadowed',
    );
    expect(shadowed.map(({ location }) => location.line)).toEqual([line]);
  });

  it.each([
    [
      'when risk_score > 0.8 then block',
      'when risk_score > 0.7 then require_approval',
    ],
    [
      'rule "a" [lift=approval]: when risk_score > 0.7 then block',
      'rule "b": when risk_score > 0.8 then block',
    ],
    [
      'when risk_score > 0.7 then block',
      'when risk_score > 0.8 then block, notify("sre")',
    ],
    ['when risk_score > 0.7 then block', 'when risk_score > 0.8 then rollback'],
    ['when env_name == "b" then block', 'when env_name != "b" then block'],
  ])('does not warn of %s and %s', (first, second) => {
    const { diagnostics } = compile(`${first}\n${second}`);
    expect(diagnostics.map(({ code }) => code)).not.toContain('shadowed');
  });

  it('does not decide with a policy that has errors', () => {
    const policy = compile('when risk_scor > 0.7 then block');
    expect(policy.ok).toBe(false);
    expect(policy.test()).toEqual([]);
    expect(() =>
      policy.evaluate({}, { stage: 'pre-deploy', production: true }),
    ).toThrow('A policy with errors decides nothing');
  });

  it('lists its rules for pages', () => {
    const [rule] = compile(
      'rule "p95" [severity=critical]: when canary.latency.p95 > 1.05x_baseline and env == "prod" for 3m then rollback, notify("sre")',
    ).rules;
    expect(rule).toMatchObject({
      name: 'p95',
      labels: { severity: 'critical' },
      paths: ['canary.latency.p95', 'env'],
      actions: ['rollback', 'notify'],
      location: { line: 1, column: 1 },
    });
  });
});
