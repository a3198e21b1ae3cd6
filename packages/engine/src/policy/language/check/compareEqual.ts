import { policyTierOf, spellingsOfTier } from '../vocabulary/environmentTiers';
import { nearestWord } from '../vocabulary/nearest';
import { showValue } from '../evaluate/showValue';
import type { ComparedSides } from './checkComparison';
import type { Atom, LeafCondition } from './condition';
import { textTest } from './pathTests';
import { whyUnknown } from './readFacts';
import type { RuleScope } from './RuleScope';
import { FALSE, TRUE, type ReadTruth } from './truth';
import type { FlagValue, PathUse, TextValue } from './values';
import type { TextRange } from '../syntax/ast';

/** A text as a path compares with it: tiers by their full name. Warns of a word that the path never takes. */
export function wordOfPath(
  text: string,
  path: PathUse | undefined,
  place: { scope: RuleScope; range: TextRange },
): string {
  if (!path) {
    return text;
  }
  const word = path.key === 'env' ? policyTierOf(text) : text;
  const { values } = path.word;
  if (values && !values.includes(word)) {
    const nearest = nearestWord(word, values);
    const hint = path.key === 'env' ? '; env_name has the raw name' : '';
    place.scope.warn(
      place.range,
      'unknown-value',
      `${path.key} is never "${text}"; it is one of ${values.join(
        ', ',
      )}${hint}`,
      path.key === 'env' && !nearest ? 'env_name' : nearest && `"${nearest}"`,
    );
  }
  return word;
}

/** Says that two sides are of types that do not compare. */
export function refuseTypes({
  node,
  scope,
  left,
  right,
}: ComparedSides): never {
  const kind = {
    number: 'a number',
    text: 'a text',
    flag: 'true or false',
    list: 'a list',
    dynamic: 'anything',
  };
  return scope.refuse(
    node.range,
    'wrong-type',
    `'${scope.textOf(node.left.range)}' is ${kind[left.kind]}, '${scope.textOf(
      node.right.range,
    )}' is ${kind[right.kind]}: they cannot be compared`,
    (left.path ?? right.path)?.word.example,
  );
}

function requireEquality({ node, operator, scope }: ComparedSides): boolean {
  if (operator !== '==' && operator !== '!=') {
    scope.refuse(
      node.range,
      'wrong-type',
      `Only numbers are above or below each other; texts and flags are equal or not`,
    );
  }
  return operator === '==';
}

/** What equality with a text says of a path. */
export function textAtom(
  path: PathUse | undefined,
  text: string | undefined,
  equal: boolean,
  written: string,
): Atom {
  return path && text !== undefined
    ? {
        kind: 'text',
        of: path.key,
        ...(equal ? { among: [text] } : { not: [text] }),
      }
    : { kind: 'other', of: written, value: equal };
}

function compareTexts(
  sides: ComparedSides,
  left: TextValue,
  right: TextValue,
): LeafCondition {
  const { node, scope } = sides;
  const equal = requireEquality(sides);
  const [value, other, otherNode] =
    left.path || !right.path
      ? [left, right, node.right]
      : [right, left, node.left];
  const uses = [...left.uses, ...right.uses];
  const constant =
    other.constant === undefined
      ? undefined
      : wordOfPath(other.constant, value.path, {
          scope,
          range: otherNode.range,
        });
  let truth: ReadTruth = (facts, stage) => {
    const a = left.read(facts, stage);
    const b = right.read(facts, stage);
    if (a === undefined || b === undefined) {
      return whyUnknown(facts, stage, uses);
    }
    return (a === b) === equal ? TRUE : FALSE;
  };
  // The stage is known without a fact, so it is read the long way.
  if (constant !== undefined && value.path && value.path.key !== 'stage') {
    const spellings =
      value.path.key === 'env' ? spellingsOfTier(constant) : [constant];
    truth = textTest(value.path, spellings, equal);
  }
  const name = value.path?.key ?? scope.textOf(node.left.range);
  return {
    type: 'leaf',
    uses,
    range: node.range,
    truth,
    say: (facts, stage) =>
      `${name} is ${showValue(value.read(facts, stage), 'text')}${
        equal ? '' : `, not ${scope.textOf(otherNode.range)}`
      }`,
    atom: textAtom(
      value.path,
      constant,
      equal,
      `${name} == ${scope.textOf(otherNode.range)}`,
    ),
  };
}

function compareFlags(
  sides: ComparedSides,
  left: FlagValue,
  right: FlagValue,
): LeafCondition {
  const { node, scope } = sides;
  const equal = requireEquality(sides);
  const uses = [...left.uses, ...right.uses];
  const [value, other] =
    left.path || !right.path ? [left, right] : [right, left];
  const name = value.path?.key ?? scope.textOf(node.left.range);
  return {
    type: 'leaf',
    uses,
    range: node.range,
    truth: (facts, stage) => {
      const a = left.read(facts);
      const b = right.read(facts);
      if (a === undefined || b === undefined) {
        return whyUnknown(facts, stage, uses);
      }
      return (a === b) === equal ? TRUE : FALSE;
    },
    say: facts => `${name} is ${value.read(facts)}`,
    atom:
      value.path && other.constant !== undefined
        ? { kind: 'flag', of: value.path.key, value: other.constant === equal }
        : { kind: 'other', of: scope.textOf(node.range), value: true },
  };
}

/** Compares texts with texts and flags with flags. */
export function compareEqual(sides: ComparedSides): LeafCondition {
  const { left, right } = sides;
  if (left.kind === 'text' && right.kind === 'text') {
    return compareTexts(sides, left, right);
  }
  if (left.kind === 'flag' && right.kind === 'flag') {
    return compareFlags(sides, left, right);
  }
  return refuseTypes(sides);
}
