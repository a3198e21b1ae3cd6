/** So many dependents make half of the impact that dependents can make. */
const HALF_AT = 4;
const BY_TIER: Readonly<Record<number, number>> = { 1: 0.6, 2: 0.3, 3: 0.1 };

/**
 * How much a failure would hit, 0-1: dependents count `n / (n + 4)`, a service of tier 1, 2 or 3 counts 0.6, 0.3 or 0.1, and
 * the two are put together like probabilities of independent events.
 */
export function impactOf(options: {
  dependents: number;
  serviceTier?: number;
}): number {
  const { dependents, serviceTier = 4 } = options;
  const byDependents = dependents / (dependents + HALF_AT);
  return 1 - (1 - byDependents) * (1 - (BY_TIER[serviceTier] ?? 0));
}
