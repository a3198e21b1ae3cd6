import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { PolicyFile } from '@showcaller/engine/policy';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const KEY = 'showcaller.policies.initial';

/**
 * The policies of a folder, which decide from the very first start on; undefined when none is configured. Read once, when
 * there are no policies yet: later ones are stored, proposed and activated by people.
 *
 * @throws InputError when the folder has no `.policy` file
 */
export function readInitialPolicies(config: Config): PolicyFile[] | undefined {
  const folder = config.getOptionalString(KEY);
  if (folder === undefined) {
    return undefined;
  }
  const names = readdirSync(folder).filter(name => name.endsWith('.policy'));
  if (names.length === 0) {
    throw new InputError(
      `${KEY} is ${folder}, which has no file that ends in .policy`,
    );
  }
  return names.map(name => ({
    path: name,
    text: readFileSync(path.join(folder, name), 'utf8'),
  }));
}
