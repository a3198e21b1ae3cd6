import type { DatedMeasurement } from '../../../evidence';

/** How one benchmark compares with its last measurement before. */
export interface Slowdown {
  name: string;
  /** 0.1 is 10 % slower; below 0 is faster, never below -1. */
  change: number;
}

const keyOf = ({ suite, name, unit }: DatedMeasurement) =>
  [suite, name, unit].join('\0');

/**
 * The benchmark that became slowest. Of several measurements the last counts. A benchmark is compared in its unit; a
 * value of 0 cannot be compared.
 *
 * Where lower is better the change is new / old - 1; where higher is better it is old / new - 1: half the throughput is
 * as slow as twice the time.
 *
 * @param now - of the revision, oldest first
 * @param before - of earlier revisions, oldest first
 */
export function worstSlowdown(
  now: DatedMeasurement[],
  before: DatedMeasurement[],
): Slowdown | undefined {
  const earlier = new Map(before.map(one => [keyOf(one), one]));
  const latest = new Map(now.map(one => [keyOf(one), one]));
  let worst: Slowdown | undefined;
  for (const [key, { name, value, higherIsBetter }] of latest) {
    const old = earlier.get(key)?.value;
    if (old !== undefined && old > 0 && value > 0) {
      const change = higherIsBetter ? old / value - 1 : value / old - 1;
      if (!worst || change > worst.change) {
        worst = { name, change };
      }
    }
  }
  return worst;
}
