import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** How approvals work here. */
export interface ApprovalsConfig {
  /** After so many hours an approval does not count any more. */
  expiryHours: number;
  /** Within so many hours a second person has to look at an override. */
  reviewHours: number;
  /** Full references of the platform groups. */
  platformGroups: string[];
  /** Address of the portal, without a slash at the end; empty when it is not configured: links are relative then. */
  portal: string;
}

const SECTION = 'showcaller.gate.approvals';
const MOST_HOURS = 24 * 90;

/** A group by name or full reference, as full reference. */
export function groupRef(group: string): string {
  return stringifyEntityRef(
    parseEntityRef(group, {
      defaultKind: 'group',
      defaultNamespace: 'default',
    }),
  );
}

/** @throws InputError that names the key and what is wrong with it */
export function readApprovalsConfig(config: Config): ApprovalsConfig {
  const groups = config.getOptionalStringArray(
    'showcaller.permissions.platformGroups',
  );
  return {
    expiryHours: readHours(config, 'expiryHours'),
    reviewHours: readHours(config, 'reviewHours'),
    platformGroups: (groups ?? ['platform']).map(groupRef),
    portal: (config.getOptionalString('app.baseUrl') ?? '').replace(/\/+$/, ''),
  };
}

function readHours(config: Config, key: string): number {
  const hours = config.getOptionalNumber(`${SECTION}.${key}`) ?? 24;
  if (!(hours > 0 && hours <= MOST_HOURS)) {
    throw new InputError(
      `${SECTION}.${key} is ${hours}; it must be a number of hours above 0 and at most ${MOST_HOURS}.`,
    );
  }
  return hours;
}
