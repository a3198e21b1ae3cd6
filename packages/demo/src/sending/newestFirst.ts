import type { Chain } from '../simulation/types';

/**
 * The order in which a history is told: first the newest few of every service, so that no page stays empty, then
 * everything else from now backwards.
 *
 * @param chains - in any order
 * @param round - how many of each service come first
 */
export function newestFirst(
  chains: readonly Chain[],
  round = 3,
): { ordered: Chain[]; firstRound: number } {
  const newest = [...chains].sort(
    (a, b) =>
      b.pullRequest.mergedAt - a.pullRequest.mergedAt ||
      a.id.localeCompare(b.id),
  );
  const rank = new Map<Chain, number>();
  const seen = new Map<string, number>();
  for (const chain of newest) {
    const before = seen.get(chain.service) ?? 0;
    rank.set(chain, Math.min(before, round));
    // A change that was stopped before any deployment fills no page.
    const fills = chain.deployments.length > 0 || chain.release !== undefined;
    seen.set(chain.service, fills ? before + 1 : before);
  }
  const rankOf = (chain: Chain) => rank.get(chain) ?? round;
  const ordered = newest.sort((a, b) => rankOf(a) - rankOf(b));
  return {
    ordered,
    firstRound: ordered.filter(chain => rankOf(chain) < round).length,
  };
}
