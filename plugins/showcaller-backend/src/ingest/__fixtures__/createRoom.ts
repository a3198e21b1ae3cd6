import { mockErrorHandler, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import { createGithubWebhookSource } from '@showcaller/backstage-plugin-showcaller-backend-module-github';
import express from 'express';
import type { Knex } from 'knex';
import request from 'supertest';
import { EntityAccess } from '../../http/EntityAccess';
import { IngestRoom } from '../IngestRoom';
import { letters } from './letters';

export const SECRETS = ['the new secret', 'the old secret'];

/** The ingest room behind HTTP: GitHub, letters, and letters for which nobody has configured a seal. */
export function createRoom(
  knex: Knex,
  options: { config?: JsonObject; allowed?: BasicPermission[] } = {},
) {
  const { config = {}, allowed } = options;
  const logger = mockServices.logger.mock();
  const auditor = mockServices.auditor.mock();
  const audit = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(audit);
  const scheduler = mockServices.scheduler.mock();
  const sink = { apply: jest.fn(async () => {}) };
  const room = IngestRoom.create({
    knex,
    logger,
    config: mockServices.rootConfig({
      data: { showcaller: { ingest: config } },
    }),
    sources: [
      createGithubWebhookSource({ secrets: SECRETS, identitySalt: 'salt' }),
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
