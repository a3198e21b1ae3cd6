import type {
  CompiledPolicy,
  MatchedRule,
  PolicyEvaluation,
  PolicyFacts,
} from '@showcaller/engine/policy';
import {
  canonicalPolicy,
  decideGate,
  type EnvironmentTier,
} from '@showcaller/engine/policy';

const FILE = 'built-in';

function valueOf(facts: PolicyFacts, path: string) {
  const fact = facts[path];
  return fact && 'value' in fact ? fact.value : undefined;
}

/** The tables of rules of the engine, in the shape of a compiled policy. */
export function tablePolicy(): CompiledPolicy {
  return {
    ok: true,
    files: [{ path: FILE, text: canonicalPolicy() }],
    diagnostics: [],
    rules: [],
    test: () => [],
    evaluate(facts, { memory }) {
      return {
        evaluation: evaluate(facts),
        memory: memory ?? { version: 1, rules: {} },
      };
    },
  };
}

function evaluate(facts: PolicyFacts): PolicyEvaluation {
  const risk = valueOf(facts, 'risk_score');
  const verdict = decideGate({
    risk: typeof risk === 'number' ? risk : undefined,
    tier: valueOf(facts, 'env') as EnvironmentTier,
  });
  const { outcome, explanation, rule } = verdict;
  const nothing = { notify: [], unknown: [], explanation };
  if (outcome === 'allow') {
    return { outcome, matched: [], ...nothing };
  }
  const matched: MatchedRule = {
    name: rule.name,
    location: {
      file: FILE,
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 1,
      offset: 0,
      endOffset: 0,
    },
    text: rule.description,
    labels: { description: rule.description, lift: 'approval' },
    truth: 'true',
    otherwise: false,
    actions: [
      {
        name: outcome === 'block' ? 'block' : 'require_approval',
        args: {},
      },
    ],
    values: [],
    explanation,
  };
  return {
    outcome,
    matched: [matched],
    decidedBy: 0,
    ...(outcome === 'needs_approval' && { approvals: { count: 1 } }),
    ...nothing,
  };
}
