import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { riskFeatures } from '@showcaller/engine/risk';

const SECTION = 'showcaller.risk';

/** How the model learns, as configured. */
export interface LearningConfig {
  trainingSchedule: SchedulerServiceTaskScheduleDefinition;
  driftSchedule: SchedulerServiceTaskScheduleDefinition;
  /** Whether a better model that was trained here serves without asking. */
  autoPromote: boolean;
  /** Features whose greater values must never lower the risk. */
  monotone: string[];
  /** Entity references that alerts go to. */
  recipients: string[];
}

/** Size: what people expect to raise the risk and nothing else. */
const MONOTONE_BY_DEFAULT = ['la', 'ld', 'nf', 'nd', 'ns'];

/**
 * Reads `showcaller.risk`.
 *
 * @throws InputError that names the key and what is wrong with it
 */
export function readLearningConfig(config: Config): LearningConfig {
  return {
    trainingSchedule: readSchedule(config, 'training', {
      frequency: { hours: 24 },
      timeout: { hours: 2 },
      initialDelay: { minutes: 5 },
    }),
    driftSchedule: readSchedule(config, 'drift', {
      frequency: { hours: 1 },
      timeout: { minutes: 30 },
      initialDelay: { minutes: 3 },
    }),
    autoPromote: config.getOptionalBoolean(`${SECTION}.autoPromote`) ?? true,
    monotone: readMonotone(config),
    recipients: (
      config.getOptionalStringArray(
        'showcaller.permissions.platformGroups',
      ) ?? ['platform']
    ).map(ref =>
      stringifyEntityRef(
        parseEntityRef(ref, {
          defaultKind: 'group',
          defaultNamespace: 'default',
        }),
      ),
    ),
  };
}

function readSchedule(
  config: Config,
  section: string,
  fallback: SchedulerServiceTaskScheduleDefinition,
): SchedulerServiceTaskScheduleDefinition {
  const key = `${SECTION}.${section}.schedule`;
  return {
    ...(config.has(key)
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          config.getConfig(key),
        )
      : fallback),
    // One replica at a time, whatever the configuration says.
    scope: 'global',
  };
}

function readMonotone(config: Config): string[] {
  const key = `${SECTION}.training.monotone`;
  const value = config.getOptional(key);
  if (value === undefined || typeof value === 'boolean') {
    return value ? MONOTONE_BY_DEFAULT : [];
  }
  const names = config.getStringArray(key);
  const unknown = names.filter(
    name => !riskFeatures.some(feature => feature.name === name),
  );
  if (unknown.length > 0) {
    throw new InputError(
      `${key} names ${unknown.join(
        ', ',
      )}, which are no features; write for example [${MONOTONE_BY_DEFAULT.join(
        ', ',
      )}], or true for these.`,
    );
  }
  return names;
}
