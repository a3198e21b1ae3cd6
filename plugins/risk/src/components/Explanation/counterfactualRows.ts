import type {
  RiskBand,
  RiskCounterfactual,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  bandOf,
  formatProbability,
  humanizeSignal,
} from '@showcaller/backstage-plugin-showcaller-react';

/** Something that people can do about the risk, and what it would bring. */
export interface CounterfactualRow {
  key: string;
  /** `Split below 400 lines`. */
  action: string;
  /** What it is now: `now 1,240 lines added`. */
  now: string;
  /** `0.78 → 0.46`. */
  change: string;
  before: number;
  after: number;
  /** The band it would be in, where that is another one. */
  reaches?: RiskBand;
}

/** Greatest effect first; what would not lower the risk is not advice and is left out. */
export function counterfactualRows(
  counterfactuals: RiskCounterfactual[],
): CounterfactualRow[] {
  return counterfactuals
    .filter(one => one.probabilityAfter < one.probabilityBefore)
    .map(one => {
      const { probabilityBefore: before, probabilityAfter: after } = one;
      const { phrase } = humanizeSignal({
        name: one.feature,
        value: one.from,
        unit: one.unit,
      });
      return {
        key: `${one.feature} ${one.to}`,
        action: one.action,
        now: `now: ${phrase}`,
        change: `${formatProbability(before)} → ${formatProbability(after)}`,
        before,
        after,
        reaches: bandOf(after) === bandOf(before) ? undefined : bandOf(after),
      };
    })
    .sort((a, b) => b.before - b.after - (a.before - a.after));
}
