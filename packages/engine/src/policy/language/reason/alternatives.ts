import type { Atom, Condition } from '../check/condition';

const MOST_ALTERNATIVES = 64;

/**
 * The ways in which a condition can hold, each a list of what has to hold together (its disjunctive form); undefined
 * when there are too many to look at.
 */
export function alternativesOf(condition: Condition): Atom[][] | undefined {
  if (condition.type === 'leaf') {
    return [[condition.atom]];
  }
  const parts: Atom[][][] = [];
  for (const item of condition.items) {
    const part = alternativesOf(item);
    if (!part) {
      return undefined;
    }
    parts.push(part);
  }
  if (condition.type === 'or') {
    const all = parts.flat();
    return all.length > MOST_ALTERNATIVES ? undefined : all;
  }
  let joined: Atom[][] = [[]];
  for (const part of parts) {
    if (joined.length * part.length > MOST_ALTERNATIVES) {
      return undefined;
    }
    joined = joined.flatMap(left => part.map(right => [...left, ...right]));
  }
  return joined;
}
