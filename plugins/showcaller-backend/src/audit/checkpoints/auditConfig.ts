import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import path from 'node:path';

const SECTION = 'showcaller.audit.checkpoints';

/** Where, how often and with which key checkpoints are made. */
export interface CheckpointConfig {
  /** Absolute. */
  folder: string;
  everyMinutes: number;
  /** Signer key; or the file that holds it, absolute. */
  key?: string;
  keyFile?: string;
  /** Name of a key that is made. */
  keyName: string;
  /** Verifier keys of before the key was changed. */
  formerKeys: string[];
}

export interface AuditConfig {
  /** Absent when no folder is configured. */
  checkpoints?: CheckpointConfig;
  /** Entity references of the platform groups. */
  recipients: string[];
}

/** @throws InputError that names the key and what is wrong with it */
export function readAuditConfig(config: Config): AuditConfig {
  const recipients = (
    config.getOptionalStringArray('showcaller.permissions.platformGroups') ?? [
      'platform',
    ]
  ).map(ref =>
    stringifyEntityRef(
      parseEntityRef(ref, {
        defaultKind: 'group',
        defaultNamespace: 'default',
      }),
    ),
  );
  const section = config.getOptionalConfig(SECTION);
  const folder = section?.getOptionalString('folder');
  if (!section || !folder) {
    return { recipients };
  }
  const everyMinutes = section.getOptionalNumber('everyMinutes') ?? 5;
  if (!Number.isInteger(everyMinutes) || everyMinutes < 1) {
    throw new InputError(
      `${SECTION}.everyMinutes must be a whole number of at least 1, not ${everyMinutes}`,
    );
  }
  const key = section.getOptionalString('key');
  const keyFile = section.getOptionalString('keyFile');
  if (key !== undefined && keyFile !== undefined) {
    throw new InputError(`Give either ${SECTION}.key or ${SECTION}.keyFile`);
  }
  return {
    recipients,
    checkpoints: {
      folder: path.resolve(folder),
      everyMinutes,
      key,
      keyFile: keyFile && path.resolve(keyFile),
      keyName: `${hostOf(config)}/showcaller-audit`,
      formerKeys: section.getOptionalStringArray('formerKeys') ?? [],
    },
  };
}

function hostOf(config: Config): string {
  const baseUrl = config.getOptionalString('backend.baseUrl') ?? '';
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : 'backstage';
}
