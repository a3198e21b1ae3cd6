import {
  findPolicyPath,
  policyActions,
  policyFunctions,
  policyTokens,
  policyVocabulary,
  type PolicyToken,
} from '@showcaller/engine/policy';
import { pathDetail } from '../vocabulary/vocabularyWords';

/** A word that could be written next. */
export interface PolicyCompletion {
  label: string;
  /** What the editor shows as an icon. */
  type: 'variable' | 'function' | 'keyword' | 'constant' | 'property' | 'text';
  /** Unit or arguments, beside the word. */
  detail?: string;
  /** What it means, below the list. */
  info?: string;
  /** What is written instead of the label. */
  apply?: string;
}

/** What fits where somebody writes, from where the word begins. */
export interface PolicyCompletions {
  from: number;
  options: PolicyCompletion[];
}

const paths = policyVocabulary.map(
  (path): PolicyCompletion => ({
    label: path.path,
    type: 'variable',
    detail: pathDetail(path),
    info: `${path.description}. For example: ${path.example}`,
    ...(path.path.endsWith('.*') && { apply: path.path.slice(0, -1) }),
  }),
);
const functions = policyFunctions.map(
  ({ name, signature, description, example }): PolicyCompletion => ({
    label: name,
    type: 'function',
    detail: signature.slice(name.length),
    info: `${description}. For example: ${example}`,
    apply: `${name}(`,
  }),
);
const actions = policyActions.map(
  ({ name, description, arguments: args }): PolicyCompletion => ({
    label: name,
    type: 'constant',
    ...(args.length > 0 && {
      detail: `(${args.map(arg => arg.name).join(', ')})`,
    }),
    info: description,
  }),
);
const labels: PolicyCompletion[] = [
  {
    label: 'severity=critical',
    type: 'property',
    info: 'How bad it is when the rule holds: info, warning, major or critical',
  },
  {
    label: 'lift=approval',
    type: 'property',
    info: 'An approval lifts its block; without it only break-glass does',
  },
  {
    label: 'evidence=off',
    type: 'property',
    info: 'It fires on the bare figures, also where they may be chance',
  },
  {
    label: 'min_requests=100',
    type: 'property',
    info: 'Requests of the canary before a comparison counts',
  },
  {
    label: 'confidence=0.98',
    type: 'property',
    info: 'How sure a comparison has to be, 0.5 to below 1',
  },
];
const pieces: PolicyCompletion[] = [
  {
    label: 'rule',
    type: 'keyword',
    info: 'A rule: when something holds, then something happens',
    apply: 'rule "name": when env == "prod" and risk_score > 0.7 then block',
  },
  {
    label: 'test',
    type: 'keyword',
    info: 'A test: what is given, and what has to be decided then',
    apply:
      'test "what should happen":\n  given { env: "prod", risk_score: 0.8 }\n  expect block',
  },
];

function keywords(...words: string[]): PolicyCompletion[] {
  return words.map(label => ({ label, type: 'keyword' }));
}

/** What fits after the keyword that stands last before the place. */
const fitting: Record<string, PolicyCompletion[]> = {
  rule: keywords('when'),
  when: [
    ...paths,
    ...functions,
    ...keywords('and', 'or', 'not', 'in', 'matches', 'for', 'then'),
  ],
  then: [...actions, ...keywords('else')],
  else: actions,
  test: keywords('given', 'expect'),
  given: [...paths, ...keywords('unknown', 'expect')],
  expect: [...actions, ...keywords('by', 'at')],
};
const structural = new Set(Object.keys(fitting));

/** What could be written at a place of the text; undefined where nothing is to be offered. */
export function completionsAt(
  text: string,
  position: number,
): PolicyCompletions | undefined {
  const before = policyTokens(text.slice(0, position));
  const last = before[before.length - 1];
  const touching = last && last.end === position ? last : undefined;
  if (touching?.kind === 'comment') {
    return undefined;
  }
  if (touching?.kind === 'string') {
    return valuesIn(text, before, touching);
  }
  const word = /[a-zA-Z_][\w.]*$/.exec(text.slice(0, position))?.[0] ?? '';
  const from = position - word.length;
  const earlier = before.filter(({ start }) => start < from);
  if (isInLabels(text.slice(0, from), earlier)) {
    return { from, options: labels };
  }
  const keyword = earlier
    .map(({ start, end, kind }) =>
      kind === 'keyword' ? text.slice(start, end) : '',
    )
    .reverse()
    .find(found => structural.has(found));
  const options = keyword ? fitting[keyword] : [];
  const startsLine = /(^|\n)[ \t]*$/.test(text.slice(0, from));
  return { from, options: startsLine ? [...pieces, ...options] : options };
}

/** Words that the path to the left of a quoted text can take. */
function valuesIn(
  text: string,
  before: PolicyToken[],
  string: PolicyToken,
): PolicyCompletions | undefined {
  const written = text.slice(string.start, string.end);
  if (written.length > 1 && written.endsWith('"')) {
    return undefined;
  }
  const left = [...before]
    .reverse()
    .find(({ kind, end }) => kind === 'path' && end <= string.start);
  const path = left && text.slice(left.start, left.end);
  const between = left ? text.slice(left.end, string.start) : '';
  const values = path && findPolicyPath(path)?.values;
  if (!values || /\b(and|or|then)\b|[,}]\s*\w+\s*:/.test(between)) {
    return undefined;
  }
  return {
    from: string.start + 1,
    options: values.map(label => ({ label, type: 'text' })),
  };
}

/** Whether the place is between the brackets after the name of a rule. */
function isInLabels(text: string, tokens: PolicyToken[]): boolean {
  const rule = [...tokens]
    .reverse()
    .find(
      ({ start, end, kind }) =>
        kind === 'keyword' && text.slice(start, end) === 'rule',
    );
  const name = tokens.find(
    ({ start, kind }) => rule && start > rule.end && kind === 'string',
  );
  const rest = name ? text.slice(name.end) : '';
  return rule !== undefined && /^\s*\[[^\]:]*$/.test(rest);
}
