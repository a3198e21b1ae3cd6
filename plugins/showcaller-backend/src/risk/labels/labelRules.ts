import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  environmentTiers,
  type EnvironmentTier,
} from '@showcaller/backstage-plugin-showcaller-common';
import { sha256 } from '../../database/sha256';

/** Raised when deployments would be judged differently by the same settings. */
const JUDGING_VERSION = 2;

/** What makes a deployment a failure, and when it is settled that it is none. */
export interface LabelRules {
  /** Days after which a label counts for learning. */
  maturityDays: number;
  /** Tiers whose deployments are learned from: those that the gate keeps changes from. */
  tiers: EnvironmentTier[];
  /** Hours within which going back to an earlier revision speaks against a deployment. */
  rollbackHours: number;
  /** Hours within which a repair that follows speaks against it. */
  hotfixHours: number;
  /** Hours within which an incident that names no deployment is put down to the last one in production. */
  incidentHours: number;
  /** Of all of these: a label judged under other rules is judged again. */
  hash: string;
}

const DEFAULTS = {
  maturityDays: 7,
  rollbackHours: 24,
  hotfixHours: 24,
  incidentHours: 24,
};
const DEFAULT_TIERS: EnvironmentTier[] = ['production', 'staging'];
const KEY = 'showcaller.risk.labels';

/**
 * Reads `showcaller.risk.labels`.
 *
 * @throws InputError for a number that is not above 0, a window that is longer than the time to maturity (what it
 * would find came too late to count), or an unknown tier.
 */
export function readLabelRules(config: Config): LabelRules {
  const read = (name: keyof typeof DEFAULTS): number => {
    const value = config.getOptionalNumber(`${KEY}.${name}`) ?? DEFAULTS[name];
    if (!(value > 0)) {
      throw new InputError(`${KEY}.${name} is ${value}; it must be above 0`);
    }
    return value;
  };
  const maturityDays = read('maturityDays');
  const windowOf = (name: keyof typeof DEFAULTS): number => {
    const hours = read(name);
    if (hours > maturityDays * 24) {
      throw new InputError(
        `${KEY}.${name} is ${hours}, more than ${KEY}.maturityDays (${maturityDays} days): what shows after a label has matured would not count`,
      );
    }
    return hours;
  };
  const rules = {
    maturityDays,
    tiers: readTiers(config),
    rollbackHours: windowOf('rollbackHours'),
    hotfixHours: windowOf('hotfixHours'),
    incidentHours: windowOf('incidentHours'),
  };
  const { tiers: _, ...judging } = rules;
  return {
    ...rules,
    hash: sha256(JSON.stringify([JUDGING_VERSION, judging])),
  };
}

function readTiers(config: Config): EnvironmentTier[] {
  const names = config.getOptionalStringArray(`${KEY}.tiers`) ?? DEFAULT_TIERS;
  return names.map(name => {
    const tier = environmentTiers.find(known => known === name);
    if (!tier) {
      throw new InputError(
        `${KEY}.tiers holds '${name}'; known tiers are ${environmentTiers.join(
          ', ',
        )}`,
      );
    }
    return tier;
  });
}
