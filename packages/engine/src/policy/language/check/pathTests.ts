import type { ComparisonOperator } from '../syntax/ast';
import { whyUnknown } from './readFacts';
import { FALSE, TRUE, type ReadTruth } from './truth';
import type { PathUse } from './values';

type ToldFact = { value?: unknown } | null | undefined;

/**
 * A path against a written number: by far the most common comparison. One closure per operator that reads the fact
 * itself, so that it can be inlined; what is no finite number (value − value is then NaN) is unknown.
 */
export function numberTest(
  use: PathUse,
  operator: ComparisonOperator,
  limit: number,
): ReadTruth {
  const { key } = use;
  const uses = [use];
  switch (operator) {
    case '>':
      return (facts, stage) => {
        const value = (facts[key] as ToldFact)?.value;
        if (typeof value !== 'number' || value - value !== 0) {
          return whyUnknown(facts, stage, uses);
        }
        return value > limit ? TRUE : FALSE;
      };
    case '>=':
      return (facts, stage) => {
        const value = (facts[key] as ToldFact)?.value;
        if (typeof value !== 'number' || value - value !== 0) {
          return whyUnknown(facts, stage, uses);
        }
        return value >= limit ? TRUE : FALSE;
      };
    case '<':
      return (facts, stage) => {
        const value = (facts[key] as ToldFact)?.value;
        if (typeof value !== 'number' || value - value !== 0) {
          return whyUnknown(facts, stage, uses);
        }
        return value < limit ? TRUE : FALSE;
      };
    case '<=':
      return (facts, stage) => {
        const value = (facts[key] as ToldFact)?.value;
        if (typeof value !== 'number' || value - value !== 0) {
          return whyUnknown(facts, stage, uses);
        }
        return value <= limit ? TRUE : FALSE;
      };
    default: {
      const equal = operator === '==';
      return (facts, stage) => {
        const value = (facts[key] as ToldFact)?.value;
        if (typeof value !== 'number' || value - value !== 0) {
          return whyUnknown(facts, stage, uses);
        }
        return (value === limit) === equal ? TRUE : FALSE;
      };
    }
  }
}

/** A path against a written text, of which there may be several spellings. */
export function textTest(
  use: PathUse,
  spellings: readonly string[],
  equal: boolean,
): ReadTruth {
  const { key } = use;
  const uses = [use];
  const [text, ...others] = spellings;
  const same = equal ? TRUE : FALSE;
  const other = equal ? FALSE : TRUE;
  return (facts, stage) => {
    const value = (facts[key] as ToldFact)?.value;
    if (value === text) {
      return same;
    }
    if (typeof value !== 'string') {
      return whyUnknown(facts, stage, uses);
    }
    return others.includes(value) ? same : other;
  };
}
