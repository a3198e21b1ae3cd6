import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

const root = path.resolve(
  resolvePackagePath(
    '@showcaller/backstage-plugin-showcaller-backend-module-cdevents',
    '../../../shared/data/webhooks',
  ),
);

/** Published payloads beside the repository, whose path matches; none where that folder is absent. */
export function realPayloads(
  folder: string,
  matching = /\.json$/,
): Array<[name: string, body: Buffer]> {
  const where = path.join(root, folder);
  return (existsSync(where) ? readdirSync(where) : [])
    .filter(name => matching.test(name))
    .sort()
    .map(name => [name, readFileSync(path.join(where, name))]);
}
