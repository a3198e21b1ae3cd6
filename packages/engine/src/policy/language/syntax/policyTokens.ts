/** What a piece of policy text is to an editor. @public */
export type PolicyTokenKind =
  | 'keyword'
  | 'path'
  | 'string'
  | 'number'
  | 'unit'
  | 'action'
  | 'function'
  | 'label'
  | 'operator'
  | 'comment';

/** A piece of policy text; offsets count UTF-16 code units. @public */
export interface PolicyToken {
  start: number;
  end: number;
  kind: PolicyTokenKind;
}

const keywords = new Set(
  'rule when then else for and or not in matches true false null unknown test given expect at by'.split(
    ' ',
  ),
);

const token =
  /(?<comment>(?:#|\/\/)[^\n]*)|(?<string>"(?:[^"\\\n]|\\.)*"?)|(?<number>\d+(?:\.\d+)?)(?<unit>%|x(?:_|[ \t]+)(?:baseline|stable|previous|slo)\b|[a-zA-Z_]\w*)?|(?<word>[a-zA-Z_]\w*(?:\.\w+)*)|(?<operator>[=!<>]=?|&&|\|\||[-+*/])/g;

/** Kinds of a word by what stands around it. */
function kindOfWord(options: {
  word: string;
  next: string;
  inLabels: boolean;
  afterThen: boolean;
}): PolicyTokenKind {
  const { word, next, inLabels, afterThen } = options;
  if (keywords.has(word)) {
    return 'keyword';
  }
  if (inLabels) {
    return 'label';
  }
  if (afterThen) {
    return next === ':' ? 'label' : 'action';
  }
  return next === '(' ? 'function' : 'path';
}

/**
 * Splits policy text for an editor that colours it. Works on text that does not parse; takes linear time.
 *
 * @public
 */
export function policyTokens(text: string): PolicyToken[] {
  const tokens: PolicyToken[] = [];
  let inLabels = false;
  let afterThen = false;
  let afterRuleName = false;
  let last = 0;
  for (const match of text.matchAll(token)) {
    const { index, groups = {} } = match;
    const between = text.slice(last, index);
    if (afterRuleName && between.includes('[')) {
      inLabels = true;
    }
    if (between.includes(']')) {
      inLabels = false;
    }
    last = index + match[0].length;
    const push = (kind: PolicyTokenKind, from: number, to: number) =>
      tokens.push({ start: index + from, end: index + to, kind });
    const { comment, string, number, unit, word, operator } = groups;
    if (comment !== undefined) {
      push('comment', 0, comment.length);
      continue;
    }
    if (string !== undefined) {
      push('string', 0, string.length);
      afterRuleName = tokens.at(-2)?.kind === 'keyword';
      continue;
    }
    if (word !== undefined) {
      if (['rule', 'when', 'test', 'expect'].includes(word)) {
        afterThen = word === 'expect';
        inLabels = false;
      } else if (word === 'then' || word === 'else') {
        afterThen = true;
      }
      const next = /\S/.exec(text.slice(last, last + 40))?.[0] ?? '';
      push(kindOfWord({ word, next, inLabels, afterThen }), 0, word.length);
    } else if (number !== undefined) {
      push('number', 0, number.length);
      if (unit !== undefined) {
        push('unit', number.length, number.length + unit.length);
      }
    } else if (operator !== undefined) {
      push('operator', 0, operator.length);
    }
    afterRuleName = afterRuleName && inLabels;
  }
  return tokens;
}
