import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

const folder = path.resolve(
  resolvePackagePath(
    '@showcaller/backstage-plugin-showcaller-backend-module-github',
    '../../../shared/data/webhooks/github',
  ),
);

/** A payload as GitHub publishes it; the file's name begins with the event. */
export interface RealPayload {
  name: string;
  eventType: string;
  body: Buffer;
}

/** GitHub's own examples beside the repository; none where that folder is absent. */
export const realPayloads: RealPayload[] = (
  existsSync(folder) ? readdirSync(folder) : []
)
  .filter(
    name =>
      name.endsWith('.json') &&
      !name.includes('SCHEMA') &&
      !name.includes('COMPOSED'),
  )
  .sort()
  .map(name => ({
    name,
    eventType: name.split('.')[0],
    body: readFileSync(path.join(folder, name)),
  }));

/** Reported as skipped where there is no data. */
export const describeWithRealPayloads =
  realPayloads.length > 0 ? describe : describe.skip;
