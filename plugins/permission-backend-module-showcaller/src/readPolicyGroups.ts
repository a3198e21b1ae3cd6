import type { RootConfigService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { ShowcallerPermissionPolicyOptions } from './ShowcallerPermissionPolicy';

const SECTION = 'showcaller.permissions';

/**
 * Reads who is who from `showcaller.permissions`.
 *
 * References are made complete and lower case, as ownership claims are; a bare name is a group of the default namespace.
 *
 * @throws InputError naming the key and the entry that is no entity reference
 */
export function readPolicyGroups(
  config: RootConfigService,
): ShowcallerPermissionPolicyOptions {
  return {
    platformGroups: readRefs(config, 'platformGroups', [
      'group:default/platform',
    ]),
    sreGroups: readRefs(config, 'sreGroups', ['group:default/sre']),
    auditors: readRefs(config, 'auditors', []),
  };
}

function readRefs(
  config: RootConfigService,
  key: string,
  fallback: string[],
): string[] {
  const path = `${SECTION}.${key}`;
  const entries = config.getOptionalStringArray(path) ?? fallback;
  return entries.map(entry => {
    try {
      return stringifyEntityRef(
        parseEntityRef(entry, {
          defaultKind: 'group',
          defaultNamespace: 'default',
        }),
      );
    } catch {
      throw new InputError(
        `${path} holds "${entry}", which is not an entity reference; write for example group:default/platform`,
      );
    }
  });
}
