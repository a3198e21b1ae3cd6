import type { CompiledRule } from './check/CompiledRule';
import { checkBundle } from './check/checkBundle';
import { FALSE, stageBits, TRUE } from './check/truth';
import { usesOnce } from './evaluate/explainRule';
import { evaluatePolicy, type PolicyLook } from './evaluate/evaluatePolicy';
import { runPolicyTest } from './tests/runPolicyTest';
import type {
  PolicyDiagnostic,
  PolicyEvaluation,
  PolicyFacts,
  PolicyFile,
  PolicyMemory,
  PolicyRuleSummary,
  PolicyStage,
  PolicyTestResult,
  PolicyTruth,
} from './types';

/** A bundle of policy files, ready to decide. @public */
export interface CompiledPolicy {
  /** False when any diagnostic is an error; it then refuses to evaluate. */
  ok: boolean;
  files: readonly PolicyFile[];
  diagnostics: readonly PolicyDiagnostic[];
  rules: readonly PolicyRuleSummary[];
  /**
   * Pure: the same facts, memory and time give the same answer.
   *
   * @throws RangeError when the policy has errors
   */
  evaluate(
    facts: PolicyFacts,
    options: PolicyLook,
  ): { evaluation: PolicyEvaluation; memory: PolicyMemory };
  /**
   * The bare condition of a rule, without duration, evidence and explanation: what is asked a million times a second.
   * Undefined when there is no such rule.
   */
  condition(
    rule: string,
    stage: PolicyStage,
  ): ((facts: PolicyFacts) => PolicyTruth) | undefined;
  /** Runs the `test` blocks; a bundle with errors has no results. */
  test(): PolicyTestResult[];
}

function summaryOf(rule: CompiledRule): PolicyRuleSummary {
  return {
    name: rule.name,
    location: rule.location,
    text: rule.text,
    labels: rule.labels,
    paths: usesOnce(rule.uses).map(({ key }) => key),
    actions: [
      ...new Set([...rule.actions, ...rule.otherwise].map(({ name }) => name)),
    ],
  };
}

function conditionOf(
  rule: CompiledRule,
  stage: PolicyStage,
): (facts: PolicyFacts) => PolicyTruth {
  const { truth } = rule.condition;
  const bit = stageBits[stage];
  return facts => {
    const found = truth(facts, bit);
    if (found === TRUE) {
      return 'true';
    }
    return found === FALSE ? 'false' : 'unknown';
  };
}

/**
 * Compiles policy files. Never throws for what is in them: what is wrong is in the diagnostics, with its place.
 *
 * @public
 */
export function compilePolicy(files: readonly PolicyFile[]): CompiledPolicy {
  const { rules, tests, diagnostics } = checkBundle(files);
  const ok = diagnostics.every(({ severity }) => severity !== 'error');
  const evaluate: CompiledPolicy['evaluate'] = (facts, options) => {
    if (!ok) {
      throw new RangeError(
        'A policy with errors decides nothing; see its diagnostics',
      );
    }
    return evaluatePolicy(rules, facts, options);
  };
  return {
    ok,
    files,
    diagnostics,
    rules: rules.map(summaryOf),
    evaluate,
    condition(name, stage) {
      const rule = rules.find(each => each.name === name);
      return rule && conditionOf(rule, stage);
    },
    test: () => (ok ? tests.map(test => runPolicyTest(test, evaluate)) : []),
  };
}
