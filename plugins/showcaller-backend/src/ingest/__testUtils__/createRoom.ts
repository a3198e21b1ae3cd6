import { mockErrorHandler, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import type { WebhookSource } from '@showcaller/backstage-plugin-showcaller-node';
import express from 'express';
import type { Knex } from 'knex';
import request from 'supertest';
import type { EventSink } from '../../delivery/types';
import { DatabaseAuditLog } from '../../audit';
import { EntityAccess } from '../../http/EntityAccess';
import { IngestRoom } from '../IngestRoom';
import { letters } from './letters';

/** The ingest room behind HTTP, for letters, for letters of which nobody has configured the seal, and for given sources. */
export function createRoom(
  knex: Knex,
  options: {
    config?: JsonObject;
    allowed?: BasicPermission[];
    sources?: WebhookSource[];
  } = {},
) {
  const { config = {}, allowed, sources = [] } = options;
  const logger = mockServices.logger.mock();
  const auditor = mockServices.auditor.mock();
  const audit = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(audit);
  const scheduler = mockServices.scheduler.mock();
  const sink = {
    apply: jest.fn<Promise<void>, Parameters<EventSink['apply']>>(
      async () => {},
    ),
  };
  const room = IngestRoom.create({
    knex,
    audit: DatabaseAuditLog.create({ knex }),
    logger,
    config: mockServices.rootConfig({
      data: { showcaller: { ingest: config } },
    }),
    sources: [
      ...sources,
      letters(),
      letters({ id: 'unsealed', configured: false }),
    ],
    sink,
    access: EntityAccess.create({
      auth: mockServices.auth(),
      httpAuth: mockServices.httpAuth(),
      permissions: mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(({ permission }) => ({
            result:
              !allowed || allowed.some(({ name }) => name === permission.name)
                ? AuthorizeResult.ALLOW
                : AuthorizeResult.DENY,
          })),
      }),
      catalog: catalogServiceMock(),
      userInfo: mockServices.userInfo(),
    }),
    auditor,
    scheduler,
  });
  const app = express();
  app.use('/webhooks', room.webhookRouter);
  app.use('/ingest', room.router);
  app.use(mockErrorHandler());
  return {
    room,
    app,
    client: request(app),
    logger,
    auditor,
    audit,
    scheduler,
    sink,
    rows: () => knex('ci_raw_event').orderBy('id'),
  };
}
