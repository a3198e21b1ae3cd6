import type { Condition } from './condition';
import { FALSE, TRUE, type ReadTruth } from './truth';

function both(left: ReadTruth, right: ReadTruth): ReadTruth {
  return (facts, stage) => {
    const first = left(facts, stage);
    if (first === FALSE) {
      return FALSE;
    }
    const second = right(facts, stage);
    return second < first ? second : first;
  };
}

function either(left: ReadTruth, right: ReadTruth): ReadTruth {
  return (facts, stage) => {
    const first = left(facts, stage);
    if (first === TRUE) {
      return TRUE;
    }
    const second = right(facts, stage);
    return second > first ? second : first;
  };
}

/** Joins conditions; the order of the text is kept, and what decides first ends the look. */
export function joinConditions(
  type: 'and' | 'or',
  items: readonly Condition[],
): Condition {
  const join = type === 'and' ? both : either;
  return {
    type,
    items,
    truth: items
      .map(({ truth }) => truth)
      .reduceRight((rest, first) => join(first, rest)),
  };
}
