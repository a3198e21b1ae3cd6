import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  environmentTiers,
  type EnvironmentTier,
} from '@showcaller/backstage-plugin-showcaller-common';

/** Maps a raw environment name to its tier; undefined when the rule does not know the name. */
export type TierRule = (environment: string) => EnvironmentTier | undefined;

// Matched against the name's words, first hit wins: `pre-prod` must not pass for production.
const wellKnownNames: Array<[RegExp, EnvironmentTier]> = [
  [/\bpre-?prod(uction)?\d*\b/, 'staging'],
  [/\bnon-?prod(uction)?\d*\b/, 'test'],
  [/\b(prod|production|prd|live)\d*\b/, 'production'],
  [/\b(stage|staging|stg|uat|acceptance|acc|canary)\d*\b/, 'staging'],
  [/\b(test|testing|tst|qa|ci|e2e|integration|int)\d*\b/, 'test'],
  [
    /\b(dev|develop|development|local|sandbox|preview|review|pr)\d*\b/,
    'development',
  ],
];

/** Tier of a name that people commonly use, such as `prod-eu` or `uat2`. */
export function wellKnownTier(
  environment: string,
): EnvironmentTier | undefined {
  const words = environment.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return wellKnownNames.find(([pattern]) => pattern.test(words))?.[1];
}

/**
 * Reads `showcaller.environments: [{ name | pattern, tier }]`; the first entry that matches decides. Patterns match the
 * whole name, case does not count.
 *
 * @throws InputError for an unknown tier, a broken pattern, or an entry with neither or both of name and pattern.
 */
export function readTierRules(config: Config): TierRule {
  const entries =
    config.getOptionalConfigArray('showcaller.environments') ?? [];
  const rules = entries.map((entry, index) => {
    const where = `showcaller.environments[${index}]`;
    const tier = environmentTiers.find(t => t === entry.getString('tier'));
    if (!tier) {
      throw new InputError(
        `${where}.tier is '${entry.getString(
          'tier',
        )}'; it must be one of ${environmentTiers.join(', ')}`,
      );
    }
    return { matches: readMatcher(entry, where), tier };
  });
  return environment =>
    rules.find(({ matches }) => matches(environment.trim()))?.tier;
}

function readMatcher(entry: Config, where: string): (name: string) => boolean {
  const name = entry.getOptionalString('name')?.toLowerCase();
  const pattern = entry.getOptionalString('pattern');
  if ((name === undefined) === (pattern === undefined)) {
    throw new InputError(`${where} needs either a name or a pattern`);
  }
  if (pattern === undefined) {
    return environment => environment.toLowerCase() === name;
  }
  try {
    const expression = new RegExp(`^(?:${pattern})$`, 'i');
    return environment => expression.test(environment);
  } catch (error) {
    throw new InputError(
      `${where}.pattern is not a regular expression: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
}
