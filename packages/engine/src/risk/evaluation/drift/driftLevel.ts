/** What a drift asks for: nothing, to look again, to act. @public */
export type DriftLevel = 'stable' | 'watch' | 'act';

/** From which population stability index on; convention of credit scoring (Siddiqi 2006). */
const LEVELS: ReadonlyArray<{ from: number; level: DriftLevel }> = [
  { from: 0.25, level: 'act' },
  { from: 0.1, level: 'watch' },
];

/**
 * The level of a population stability index. An index that chance alone would give with so few rows is `stable`.
 *
 * @param options - `psi`: the index; `noise`: what it stays below without drift, 0 when absent.
 * @public
 */
export function driftLevel(options: {
  psi: number;
  noise?: number;
}): DriftLevel {
  const { psi, noise = 0 } = options;
  return psi > noise
    ? LEVELS.find(({ from }) => psi >= from)?.level ?? 'stable'
    : 'stable';
}
