import type { PolicyUnit } from '../types';
import type { TextRange } from '../syntax/ast';
import type { RuleScope } from './RuleScope';
import type { NumberFamily, NumberValue } from './values';

const families: Partial<Record<PolicyUnit, NumberFamily>> = {
  ratio: 'fraction',
  probability: 'fraction',
  'percentage-points': 'points',
  'duration-ms': 'duration',
  'rate-per-second': 'rate',
  count: 'plain',
  score: 'plain',
};

/** The family of a unit of the vocabulary; undefined for what is no number. */
export function familyOf(unit: PolicyUnit): NumberFamily | undefined {
  return families[unit];
}

export const familyWords: Readonly<Record<NumberFamily, string>> = {
  fraction: 'a share such as 0.05 or 5%',
  points: 'percentage points such as 0.5pp',
  duration: 'a duration such as 300ms or 3m',
  rate: 'a rate such as 50rps',
  plain: 'a plain number',
};

/** How a number would be written in a family. */
function written(value: number, family: NumberFamily): string {
  const suffix: Record<NumberFamily, string> = {
    fraction: '%',
    points: 'pp',
    duration: 'ms',
    rate: 'rps',
    plain: '',
  };
  return `${value}${suffix[family]}`;
}

/** A value in another family, where that means something: 5% of percentage points are 5pp, 0 needs no unit. */
export function asFamily(
  value: NumberValue,
  family: NumberFamily,
): NumberValue | undefined {
  if (value.family === family || value.relative) {
    return value;
  }
  const { constant, literal } = value;
  if (constant === undefined) {
    return undefined;
  }
  const scaled = (factor: number): NumberValue => ({
    ...value,
    family,
    constant: constant * factor,
    read: () => constant * factor,
  });
  if (constant === 0 && (literal === 'none' || literal === 'percent')) {
    return scaled(1);
  }
  if (literal === 'percent' && family === 'points') {
    return scaled(100);
  }
  return literal === 'none' && family === 'fraction' ? scaled(1) : undefined;
}

/** Brings two numbers to one family, or says why that is impossible. */
export function sameFamily(
  left: NumberValue,
  right: NumberValue,
  place: { scope: RuleScope; left: TextRange; right: TextRange },
): [NumberValue, NumberValue] {
  const rightAsLeft = asFamily(right, left.family);
  if (
    rightAsLeft &&
    !(
      left.constant !== undefined &&
      right.constant === undefined &&
      left.family !== right.family
    )
  ) {
    return [left, rightAsLeft];
  }
  const leftAsRight = asFamily(left, right.family);
  if (leftAsRight) {
    return [leftAsRight, right];
  }
  const { scope } = place;
  const wrong =
    right.constant !== undefined || left.constant === undefined ? right : left;
  const other = wrong === right ? left : right;
  const range = wrong === right ? place.right : place.left;
  const number = /^-?[\d.]+/.exec(scope.textOf(range))?.[0];
  return scope.refuse(
    range,
    'wrong-unit',
    `'${scope.textOf(wrong === right ? place.left : place.right)}' is ${
      familyWords[other.family]
    }, '${scope.textOf(range)}' is ${
      familyWords[wrong.family]
    }: they cannot be compared`,
    number === undefined || wrong.constant === undefined
      ? undefined
      : written(Number(number), other.family),
  );
}
