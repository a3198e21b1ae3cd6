import type { PolicyDiagnostic, PolicyFile } from '../types';
import { Diagnostics } from '../syntax/Diagnostics';
import { policyLimits } from '../syntax/limits';
import { parsePolicyFile } from '../syntax/parsePolicyFile';
import { checkTest, type CompiledTest } from '../tests/checkTest';
import { checkReach } from '../reason/checkReach';
import { findShadowed, type ReachedRule } from '../reason/findShadowed';
import { checkRule } from './checkRule';
import type { CompiledRule } from './CompiledRule';

/** Everything in a bundle, and what is wrong with it. */
export interface CheckedBundle {
  rules: CompiledRule[];
  tests: CompiledTest[];
  diagnostics: PolicyDiagnostic[];
}

function inOrder(diagnostics: PolicyDiagnostic[]): PolicyDiagnostic[] {
  return [...diagnostics].sort((a, b) => a.location.offset - b.location.offset);
}

/** Compiles the files of a bundle one after the other. */
export function checkBundle(files: readonly PolicyFile[]): CheckedBundle {
  const bundle: CheckedBundle = { rules: [], tests: [], diagnostics: [] };
  const names = new Map<string, string>();
  const reached: ReachedRule[] = [];
  for (const [index, file] of files.entries()) {
    const diagnostics = Diagnostics.create(file);
    if (index >= policyLimits.files) {
      diagnostics.add({
        severity: 'error',
        code: 'too-large',
        message: `A bundle has at most ${policyLimits.files} files`,
        range: [0, 0],
      });
      bundle.diagnostics.push(...diagnostics.all);
      break;
    }
    const parsed = parsePolicyFile(file);
    for (const statement of parsed.statements) {
      if (statement.type === 'test') {
        const test = checkTest(statement, diagnostics);
        if (test) {
          bundle.tests.push(test);
        }
        continue;
      }
      const rule = checkRule(statement, diagnostics);
      if (rule && checkPlace(rule, { bundle, names, diagnostics })) {
        bundle.rules.push(rule);
        const regions = checkReach(rule, diagnostics);
        if (regions) {
          reached.push({ rule, regions });
        }
      }
    }
    bundle.diagnostics.push(
      ...inOrder([...parsed.diagnostics, ...diagnostics.all]),
    );
  }
  for (const { rule, by } of findShadowed(reached)) {
    const { file, line } = by.location;
    bundle.diagnostics.push({
      severity: 'warning',
      code: 'shadowed',
      message: `This rule changes nothing: '${by.name}' (${file}:${line}) does as much whenever it holds`,
      location: rule.location,
      text: rule.text.slice(0, 120),
    });
  }
  return bundle;
}

/** Whether a rule may join those before it: its name is its own, and there are not too many. */
function checkPlace(
  rule: CompiledRule,
  options: {
    bundle: CheckedBundle;
    names: Map<string, string>;
    diagnostics: Diagnostics;
  },
): boolean {
  const { bundle, names, diagnostics } = options;
  if (bundle.rules.length >= policyLimits.rules) {
    if (bundle.rules.length === policyLimits.rules) {
      diagnostics.add({
        severity: 'error',
        code: 'too-large',
        message: `A bundle has at most ${policyLimits.rules} rules`,
        range: rule.node.range,
      });
    }
    return false;
  }
  const { file, line } = rule.location;
  const before = names.get(rule.name);
  if (before !== undefined) {
    diagnostics.add({
      severity: 'error',
      code: 'duplicate-name',
      message: `There is another rule '${rule.name}' at ${before}`,
      suggestion: `"${rule.name}_2"`,
      range: rule.node.nameRange ?? rule.node.range,
    });
    return false;
  }
  names.set(rule.name, `${file}:${line}`);
  return true;
}
