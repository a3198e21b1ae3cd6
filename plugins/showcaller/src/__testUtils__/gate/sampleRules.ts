import type { MatchedRule } from '@showcaller/engine/policy';

const FILE = 'production.policy';

/** A small policy file. */
export const policyText = `# What may go to production.

rule "block_high_risk_prod" [lift=approval]:
  when env == "prod" and risk_score > 0.7
  then block

rule "ask_on_unsigned" :
  when env == "prod" and not artifact.signed
  then require_approval(count: 2)

rule "canary_for_big_changes":
  when change.lines > 400
  then set_strategy("canary")
`;

/** Where the rule stands that begins with this text and has so many lines. */
function place(begins: string, lines: number): MatchedRule['location'] {
  const offset = policyText.indexOf(begins);
  const line = policyText.slice(0, offset).split('\n').length;
  const text = policyText
    .split('\n')
    .slice(line - 1, line - 1 + lines)
    .join('\n');
  return {
    file: FILE,
    line,
    column: 1,
    endLine: line + lines - 1,
    endColumn: text.length - text.lastIndexOf('\n'),
    offset,
    endOffset: offset + text.length,
  };
}

function rule(
  begins: string,
  rest: Omit<MatchedRule, 'location' | 'text' | 'labels' | 'otherwise'> &
    Partial<Pick<MatchedRule, 'labels'>>,
): MatchedRule {
  const location = place(begins, 3);
  return {
    location,
    text: policyText.slice(location.offset, location.endOffset),
    labels: {},
    otherwise: false,
    ...rest,
  };
}

/** One that decided, one of which nobody knows, one that only chooses the strategy. */
export function sampleMatchedRules(observedAt: string): MatchedRule[] {
  return [
    rule('rule "block_high', {
      name: 'block_high_risk_prod',
      labels: { lift: 'approval' },
      truth: 'true',
      actions: [{ name: 'block', args: {} }],
      values: [
        { path: 'env', unit: 'text', value: 'prod', shown: 'prod' },
        {
          path: 'risk_score',
          unit: 'probability',
          value: 0.78,
          shown: '0.78',
          source: 'risk engine',
          observedAt,
        },
      ],
      explanation: 'env is prod and the risk of 0.78 is above 0.7.',
    }),
    rule('rule "ask_on', {
      name: 'ask_on_unsigned',
      truth: 'unknown',
      actions: [{ name: 'require_approval', args: { count: 2 } }],
      values: [
        { path: 'env', unit: 'text', value: 'prod', shown: 'prod' },
        {
          path: 'artifact.signed',
          unit: 'flag',
          shown: 'not known',
          missingReason: 'no signature of this artifact was uploaded',
          source: 'supply chain',
        },
      ],
      explanation:
        'Nobody knows whether the artifact is signed, so a person is asked.',
    }),
    rule('rule "canary_for', {
      name: 'canary_for_big_changes',
      truth: 'true',
      actions: [{ name: 'set_strategy', args: { name: 'canary' } }],
      values: [
        {
          path: 'change.lines',
          unit: 'count',
          value: 1240,
          shown: '1,240',
          source: 'git history',
          observedAt,
        },
      ],
      explanation: 'The change has 1,240 lines, more than 400.',
    }),
  ];
}
