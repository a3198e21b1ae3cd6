import type { PolicyExpression, PolicyPathNode } from '../syntax/ast';
import type { PolicyReference } from '../types';
import { isDynamicPath } from '../vocabulary/policyVocabulary';
import { checkArithmetic } from './checkArithmetic';
import { checkListValue } from './checkListValue';
import { checkNumberCall } from './checkNumberCall';
import {
  factValue,
  flagReader,
  listReader,
  numberReader,
  textReader,
} from './readFacts';
import { resolvePath } from './resolvePath';
import type { RuleScope } from './RuleScope';
import { familyOf } from './units';
import type { NumberFamily, NumberValue, PathUse, Value } from './values';

/** Where a value stands: `subject` is the path that a multiple of the baseline is of. */
export interface ValuePlace {
  scope: RuleScope;
  subject?: PathUse;
}

const literalFamilies: Readonly<Record<string, NumberFamily>> = {
  none: 'plain',
  percent: 'fraction',
  pp: 'points',
  duration: 'duration',
  rps: 'rate',
};

const references: ReadonlySet<string> = new Set([
  'baseline',
  'stable',
  'previous',
  'slo',
]);

/** `baseline`, `slo` …: once what the path on the other side is compared with. */
export function referenceOf(
  node: PolicyExpression,
): { factor: number; of: PolicyReference } | undefined {
  if (node.type === 'relative') {
    return { factor: node.factor, of: node.of };
  }
  return node.type === 'path' &&
    node.segments.length === 1 &&
    references.has(node.segments[0])
    ? { factor: 1, of: node.segments[0] as PolicyReference }
    : undefined;
}

function relativeValue(
  node: PolicyExpression,
  relative: { factor: number; of: PolicyReference },
  { scope, subject }: ValuePlace,
): NumberValue {
  const written = scope.textOf(node.range);
  if (!subject) {
    return scope.refuse(
      node.range,
      'no-baseline',
      `'${written}' is a multiple of what the other side is compared with, so the other side has to be a path such as canary.error_rate`,
      `canary.error_rate > ${written}`,
    );
  }
  const family = familyOf(subject.word.unit);
  if (!subject.word.comparable || !family) {
    return scope.refuse(
      node.range,
      'no-baseline',
      `'${subject.key}' is not measured for the arms of a rollout, so there is no '${written}' of it`,
    );
  }
  const { factor, of } = relative;
  const { key } = subject;
  return {
    kind: 'number',
    family,
    relative,
    uses: [],
    read: facts => {
      const fact = facts[key];
      const value =
        typeof fact === 'object' && fact !== null && 'compared' in fact
          ? fact.compared?.[of]
          : undefined;
      return typeof value === 'number' && Number.isFinite(value)
        ? value * factor
        : NaN;
    },
  };
}

function pathValue(node: PolicyPathNode, scope: RuleScope): Value {
  const path = resolvePath(node, scope);
  const { key, word } = path;
  const uses = [path];
  if (isDynamicPath(word)) {
    return {
      kind: 'dynamic',
      path,
      uses,
      read: facts => factValue(facts, key),
    };
  }
  const family = familyOf(word.unit);
  if (family) {
    return { kind: 'number', family, path, uses, read: numberReader(key) };
  }
  switch (word.unit) {
    case 'flag':
      return { kind: 'flag', path, uses, read: flagReader(key) };
    case 'list':
      return { kind: 'list', path, uses, read: listReader(key) };
    default:
      return { kind: 'text', path, uses, read: textReader(key) };
  }
}

function numberLiteral(
  node: Extract<PolicyExpression, { type: 'number' }>,
): NumberValue {
  const constant = node.unit === 'percent' ? node.value / 100 : node.value;
  return {
    kind: 'number',
    family: literalFamilies[node.unit],
    constant,
    literal: node.unit,
    uses: [],
    read: () => constant,
  };
}

/** Compiles what stands on a side of a comparison. */
export function checkValue(node: PolicyExpression, place: ValuePlace): Value {
  const { scope } = place;
  const relative = referenceOf(node);
  if (relative) {
    return relativeValue(node, relative, place);
  }
  switch (node.type) {
    case 'number':
      return numberLiteral(node);
    case 'text':
      return {
        kind: 'text',
        constant: node.value,
        uses: [],
        read: () => node.value,
      };
    case 'flag':
      return {
        kind: 'flag',
        constant: node.value,
        uses: [],
        read: () => node.value,
      };
    case 'path':
      return pathValue(node, scope);
    case 'list':
      return checkListValue(node, place, checkValue);
    case 'negate':
    case 'arithmetic':
      return checkArithmetic(node, place, checkValue);
    case 'call':
      return checkNumberCall(node, place, checkValue);
    case 'null':
    case 'unknown':
      return scope.refuse(
        node.range,
        'unknown-compared',
        'Nothing compares with what is unknown; ask whether it is known',
        'is_unknown(path)',
      );
    default:
      return scope.refuse(
        node.range,
        'wrong-type',
        'A condition cannot be part of a comparison; join conditions with and, or, not',
      );
  }
}
