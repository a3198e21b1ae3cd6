import { mockErrorHandler, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { GateEvaluationRequest } from '@showcaller/backstage-plugin-showcaller-common';
import type { GateResponder } from '@showcaller/backstage-plugin-showcaller-node';
import express from 'express';
import type { Knex } from 'knex';
import type { AuditAppend } from '../../audit/types';
import type { Deployment } from '../../delivery/types';
import { EntityAccess } from '../../http/EntityAccess';
import { CatalogOwnership } from '../../ownership';
import { commit } from '../../risk/__fixtures__/commit';
import { exampleModel } from '../../risk/__fixtures__/exampleModel';
import { CandidateRisk } from '../../risk/CandidateRisk';
import { ChangeFactsCollector } from '../../risk/features/ChangeFactsCollector';
import { ChangeLookup } from '../../risk/features/ChangeLookup';
import { GateRoom } from '../GateRoom';
import { GateService } from '../GateService';

/** Revisions by the number of lines that they add: few are allowed, many are blocked in production; `unknown` has no facts. */
export const revisions = {
  small: '5a'.repeat(20),
  large: '1a'.repeat(20),
  unknown: '0f'.repeat(20),
  /** Its facts never come. */
  slow: 'ee'.repeat(20),
};
const LINES: Record<string, number> = {
  [revisions.small]: 3,
  [revisions.large]: 5000,
};

export const PAYMENTS = 'component:default/payments';
export const OWNER = 'user:default/mock';

export const entities: Entity[] = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'payments',
      namespace: 'default',
      annotations: { 'github.com/project-slug': 'shop/payments' },
    },
    spec: { type: 'service' },
    relations: [{ type: 'ownedBy', targetRef: OWNER }],
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'cart',
      namespace: 'default',
      annotations: { 'github.com/project-slug': 'shop/cart' },
    },
    spec: { type: 'service' },
    relations: [
      { type: 'ownedBy', targetRef: 'group:default/carters' },
      { type: 'dependsOn', targetRef: PAYMENTS },
    ],
  },
];

/** A question about a small revision in production; what matters to a test is passed in. */
export function question(
  fields: Partial<GateEvaluationRequest> & { sha?: string } = {},
): GateEvaluationRequest {
  const { sha = revisions.small, ...more } = fields;
  return {
    entityRef: PAYMENTS,
    environment: 'production',
    stage: 'pre-deploy',
    change: { repository: 'shop/payments', sha },
    ...more,
  };
}

/** The gate over one database, with its HTTP interface; each call is another replica. */
export async function createGate(options: {
  knex: Knex;
  config?: object;
  responders?: GateResponder[];
  deployments?: Deployment[];
  /** Whether the caller has every permission; owners need none. */
  allow?: boolean;
  /** Added to the clock. */
  clock?: { aheadMs: number };
  stalled?: boolean;
}) {
  const { knex, allow = true, clock = { aheadMs: 0 } } = options;
  const { responders = [], deployments = [] } = options;
  const now = () => new Date(Date.now() + clock.aheadMs);
  const logger = mockServices.logger.mock();
  const config = mockServices.rootConfig({
    data: {
      app: { baseUrl: 'https://portal.example.com' },
      backend: { baseUrl: 'https://backend.example.com' },
      showcaller: { gate: options.config ?? {} },
    } as never,
  });
  const catalog = catalogServiceMock({ entities });
  const ownership = CatalogOwnership.create({
    catalog,
    auth: mockServices.auth(),
    config,
    logger,
  });
  await ownership.refresh();
  const access = EntityAccess.create({
    auth: mockServices.auth(),
    httpAuth: mockServices.httpAuth(),
    permissions: mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(({ permission }) => ({
          result:
            allow || permission.name === 'showcaller.read'
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
        })),
    }),
    catalog,
    userInfo: mockServices.userInfo({ ownershipEntityRefs: [OWNER] }),
  });
  const audited: AuditAppend[] = [];
  const audit = {
    async append(entry: AuditAppend) {
      audited.push(entry);
      const { actor, action, subject } = entry;
      return { seq: audited.length, at: '', actor, action, subject };
    },
    get: async () => undefined,
    listBySubjects: async (subjects: string[]) =>
      audited
        .filter(({ subject }) => subjects.includes(subject))
        .map(({ actor, action, subject }, index) => ({
          seq: index + 1,
          at: now().toISOString(),
          actor,
          action,
          subject,
        })),
  };
  const changeSource = {
    id: 'example',
    supports: async () => true,
    getRange: async ({ head }: { head: string }) => {
      if (head === revisions.slow) {
        return new Promise<never>(() => undefined);
      }
      const la = LINES[head];
      return la === undefined
        ? undefined
        : { commits: [commit({ sha: head, la })], withoutFacts: 0 };
    },
  };
  const delivery = {
    getChange: async () => undefined,
    getDeployment: async () => undefined,
  };
  const timeline = {
    list: async (which: { entityRef: string; environment?: string }) =>
      deployments.filter(
        ({ entityRef, environment }) =>
          entityRef === which.entityRef && environment === which.environment,
      ),
  };
  const gate = GateService.create({ knex, ownership, audit, now });
  const auditor = mockServices.auditor.mock();
  auditor.createEvent.mockImplementation(async () => ({
    success: async () => undefined,
    fail: async () => undefined,
  }));
  const room = GateRoom.create({
    knex,
    config,
    logger,
    auditor,
    access,
    ownership,
    audit,
    gate,
    delivery,
    timeline,
    changeSources: [changeSource],
    candidates: CandidateRisk.create({
      knex,
      delivery,
      collectors: [
        ChangeFactsCollector.create({
          changes: ChangeLookup.create({
            sources: [changeSource],
            folderOf: () => undefined,
          }),
        }),
      ],
      model: exampleModel(),
      now,
    }),
    outcomesOf: async ids =>
      new Map(
        ids.map(id => [id, id.includes('bad') ? 'failed' : 'clean'] as const),
      ),
    baseOf: async () => undefined,
    responders,
    now,
    random: () => 0,
  });
  const app = express();
  for (const { path, router } of room.routes) {
    app.use(path, router);
  }
  app.use(mockErrorHandler());
  if (!options.stalled) {
    await room.start();
  }
  return { app, room, gate, audited, logger, clock };
}
