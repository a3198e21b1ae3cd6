import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EntityAccess } from '../../http/EntityAccess';
import { AuditRoom } from '../AuditRoom';
import { createAuditTables } from './createAuditTables';

export const START = Date.parse('2026-11-26T10:00:00Z');

/** A room on an empty database, with checkpoints in a folder of its own, and a clock that is moved by hand. */
export async function createAuditRoom(options: {
  knex: Knex;
  /** Permissions that the caller has; every one when absent. */
  allow?: string[];
  entities?: Entity[];
  checkpoints?: JsonObject;
  withoutFolder?: boolean;
  isProduction?: boolean;
  /** Of another room, to be another replica or to be started again. */
  folder?: string;
}) {
  const { knex, allow, entities = [], isProduction } = options;
  if (!(await knex.schema.hasTable('audit_entry'))) {
    await createAuditTables(knex);
  }
  const folder =
    options.folder ??
    (await mkdtemp(path.join(tmpdir(), 'showcaller-checkpoints-')));
  const clock = { now: START };
  const notifications = { send: jest.fn(async () => {}) };
  const auditor = mockServices.auditor.mock({
    createEvent: async () => ({ success: jest.fn(), fail: jest.fn() }),
  });
  const permissions = mockServices.permissions.mock({
    authorize: async queries =>
      queries.map(({ permission }) => ({
        result:
          !allow || allow.includes(permission.name)
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      })),
  });
  const room = await AuditRoom.create({
    knex,
    isProduction: isProduction ?? false,
    config: mockServices.rootConfig({
      data: {
        backend: { baseUrl: 'https://portal.example:7007' },
        showcaller: {
          audit: options.withoutFolder
            ? {}
            : { checkpoints: { folder, ...options.checkpoints } },
        },
      },
    }),
    logger: mockServices.logger.mock(),
    auditor,
    access: EntityAccess.create({
      auth: mockServices.auth(),
      httpAuth: mockServices.httpAuth(),
      userInfo: mockServices.userInfo(),
      permissions,
      catalog: catalogServiceMock({ entities }),
    }),
    notifications,
    now: () => new Date(clock.now),
  });
  return { room, folder, clock, notifications, auditor };
}
