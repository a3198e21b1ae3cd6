/** A signal with its share of the margin, as a score stored it. @public */
export interface ExplainedSignal {
  name: string;
  group: string;
  /** Log-odds; undefined for an unknown signal. */
  contribution?: number;
  known: boolean;
}

/** @public */
export interface GroupContribution {
  group: string;
  /** Sum over the known signals, in log-odds; absent when none has a contribution. */
  contribution?: number;
  /** Names of its signals. */
  known: string[];
  unknown: string[];
}

const strength = ({ contribution }: GroupContribution) =>
  contribution === undefined ? -1 : Math.abs(contribution);

/**
 * Sums contributions per group, then ranks the groups by size: alone, signals that rise and fall together take each other's
 * share from one training to the next, while their sum stays. Groups without a contribution come last, in the order given.
 *
 * @public
 */
export function groupContributions(
  signals: readonly ExplainedSignal[],
): GroupContribution[] {
  const groups = new Map<string, GroupContribution>();
  for (const { name, group, contribution, known } of signals) {
    const share = groups.get(group) ?? { group, known: [], unknown: [] };
    groups.set(group, share);
    share[known ? 'known' : 'unknown'].push(name);
    if (known && contribution !== undefined) {
      share.contribution = (share.contribution ?? 0) + contribution;
    }
  }
  return [...groups.values()].sort((a, b) => strength(b) - strength(a));
}
