/**
 * The tiers that environment names map to; `env` in a policy is the tier.
 *
 * @public
 */
export const environmentTiers = [
  'production',
  'staging',
  'test',
  'development',
] as const;

/** @public */
export type EnvironmentTier = (typeof environmentTiers)[number];
