import type { OwnershipGraph } from '../../../ownership/types';

/** Components by their distance over `dependsOn` in either direction, nearest first; at most `maxHops` away. */
export function withinHops(
  graph: Pick<OwnershipGraph, 'neighboursOf'>,
  start: string,
  maxHops: number,
): Map<string, number> {
  const hops = new Map([[start, 0]]);
  // A map is walked in the order of insertion, and what is inserted meanwhile is walked too: breadth first.
  for (const [ref, distance] of hops) {
    if (distance < maxHops) {
      for (const next of graph.neighboursOf(ref)) {
        if (!hops.has(next)) {
          hops.set(next, distance + 1);
        }
      }
    }
  }
  return hops;
}
