import { showValue } from '../evaluate/showValue';
import type { PolicyFacts } from '../types';
import type { ComparedSides } from './checkComparison';
import type { LeafCondition } from './condition';
import { compileGlob } from './matchesGlob';
import { whyUnknown } from './readFacts';
import { FALSE, TRUE } from './truth';

const LONGEST_PATTERN = 200;
/** A fact longer than this is no name; it is unknown instead of slow. */
const LONGEST_TEXT = 4096;

/** `matches`: a text against a pattern with `*` and `?`. */
export function checkPattern(
  sides: ComparedSides,
  negated: boolean,
): LeafCondition {
  const { left, right, node, scope } = sides;
  if (right.kind !== 'text' || right.constant === undefined) {
    return scope.refuse(
      node.right.range,
      'wrong-type',
      'A pattern is a text in quotes, with * for any text and ? for one character',
      '"prod-*"',
    );
  }
  if (left.kind !== 'text' && left.kind !== 'dynamic') {
    return scope.refuse(
      node.left.range,
      'wrong-type',
      `'${scope.textOf(
        node.left.range,
      )}' is not a text, so no pattern matches it`,
    );
  }
  const pattern = right.constant;
  if (pattern.length > LONGEST_PATTERN) {
    scope.refuse(
      node.right.range,
      'too-large',
      `A pattern has at most ${LONGEST_PATTERN} characters`,
    );
  }
  if (/^\^|\$$|\.\*|\\d|\(\?/.test(pattern)) {
    scope.warn(
      node.right.range,
      'pattern',
      'This looks like a regular expression; only * and ? have a meaning in a pattern',
    );
  }
  const matches = compileGlob(pattern);
  const { uses } = left;
  const read = (facts: PolicyFacts, stage: number): string | undefined => {
    const value = left.read(facts, stage);
    return typeof value === 'string' && value.length <= LONGEST_TEXT
      ? value
      : undefined;
  };
  const written = scope.textOf(node.left.range);
  return {
    type: 'leaf',
    uses,
    range: node.range,
    truth: (facts, stage) => {
      const text = read(facts, stage);
      if (text === undefined) {
        return whyUnknown(facts, stage, uses);
      }
      return matches(text) !== negated ? TRUE : FALSE;
    },
    say: (facts, stage) =>
      `${written} is ${showValue(read(facts, stage), 'text')}, which ${
        negated ? 'does not match' : 'matches'
      } "${pattern}"`,
    atom: {
      kind: 'other',
      of: `${written} matches ${pattern}`,
      value: !negated,
    },
  };
}
