import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { GateDecision } from '@showcaller/backstage-plugin-showcaller-common';
import type { PolicyFacts } from '@showcaller/engine/policy';
import express from 'express';
import type { Knex } from 'knex';
import request from 'supertest';
import { DatabaseAuditLog } from '../../../audit';
import { callerOf } from '../../../http/callerOf';
import { EntityAccess } from '../../../http/EntityAccess';
import { userOf } from '../../approvals/__testUtils__/people';
import { PolicyRoom } from '../PolicyRoom';

export const SALT = 'salt of the tests';

/** alice, bob and carol manage policies; dave does not. */
const USERS = ['alice', 'bob', 'carol', 'dave'].map(name =>
  userOf(name, { email: `${name}@shop.example` }),
);

let counter = 0;

/** A decision on facts that a policy can be tried on. */
export function pastDecision(options: {
  risk: number;
  outcome: GateDecision['outcome'];
  at: string;
  tier?: GateDecision['tier'];
}): { decision: GateDecision; facts: PolicyFacts } {
  counter += 1;
  const { risk, outcome, at, tier = 'production' } = options;
  const id = `D${String(counter).padStart(25, '0')}`;
  return {
    facts: { env: { value: tier }, risk_score: { value: risk } },
    decision: {
      id,
      deploymentId: `shop/web#deployment-${counter}`,
      stage: 'pre-deploy',
      entityRef: 'component:default/web',
      environment: tier,
      tier,
      outcome,
      rule: {
        name: 'a rule',
        description: '',
        policy: 'built-in',
        strategyTable: 'canary',
      },
      matchedRules: [],
      subjectHash: 'a'.repeat(64),
      policyHash: 'b'.repeat(64),
      inputs: { sha: 'c'.repeat(40) },
      explanation: 'Because.',
      mode: 'enforced',
      decidedAt: at,
    },
  };
}

/** The room over a real database and audit log; two replicas. */
export async function createPolicies(options: { knex: Knex; config?: object }) {
  const { knex, config = {} } = options;
  for (const table of [
    'policy_bundle',
    'policy_state',
    'policy_activation',
    'policy_shadow_decision',
    'policy_dry_run',
  ]) {
    await knex(table).delete();
  }
  const world = {
    now: new Date('2026-11-25T10:00:00.000Z'),
    past: [] as ReturnType<typeof pastDecision>[],
    outcomes: new Map<string, 'failed' | 'clean' | 'pending'>(),
  };
  const notifications = { send: jest.fn(async (_: unknown) => undefined) };
  const auth = mockServices.auth();
  const httpAuth = mockServices.httpAuth();
  const catalog = catalogServiceMock({ entities: USERS });
  const permissions = mockServices.permissions.mock({
    authorize: async (asked, by) =>
      asked.map(({ permission }) => ({
        result:
          permission.name === 'showcaller.policy.manage' &&
          callerOf(
            (by as { credentials: Parameters<typeof callerOf>[0] }).credentials,
          ) === 'user:default/dave'
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      })),
  });
  const log = DatabaseAuditLog.create({ knex, now: () => world.now });
  const replicas = [0, 1].map(() => {
    const room = PolicyRoom.create({
      knex,
      config: mockServices.rootConfig({
        data: {
          app: { baseUrl: 'https://portal.example' },
          showcaller: { identitySalt: SALT, ...config },
        },
      }),
      logger: mockServices.logger.mock(),
      auditor: mockServices.auditor.mock(),
      auth,
      httpAuth,
      permissions,
      catalog,
      access: EntityAccess.create({
        auth,
        httpAuth,
        permissions,
        catalog,
        userInfo: mockServices.userInfo.mock(),
      }),
      audit: log,
      past: {
        page: async ({ from, to, after, limit }) =>
          world.past
            .map(({ decision }) => decision)
            .filter(
              ({ id, decidedAt }) =>
                decidedAt >= from &&
                decidedAt < to &&
                (after === undefined || id > after.id),
            )
            .slice(0, limit),
        getFactsOf: async ids =>
          new Map(
            world.past.flatMap(({ decision, facts }) =>
              ids.includes(decision.id) ? [[decision.id, facts]] : [],
            ),
          ),
      },
      outcomesOf: async () => world.outcomes,
      notifications,
      now: () => world.now,
    });
    const app = express().use('/policies', room.router).use(mockErrorHandler());
    return { room, app };
  });
  for (const { room } of replicas) {
    await room.start();
  }
  const as = (person: string, replica = 0) => {
    const authorization =
      person === 'service'
        ? mockCredentials.service.header()
        : mockCredentials.user.header(`user:default/${person}`);
    const { app } = replicas[replica];
    return {
      get: (path: string) =>
        request(app)
          .get(`/policies${path}`)
          .set('Authorization', authorization),
      post: (path: string, body: object = {}) =>
        request(app)
          .post(`/policies${path}`)
          .set('Authorization', authorization)
          .send(body),
    };
  };
  const stop = async () => {
    for (const { room } of replicas) {
      await room.stop();
    }
  };
  /** Stores a bundle of one file. */
  const store = async (person: string, text: string): Promise<string> => {
    const response = await as(person).post('/bundles', {
      files: [{ path: 'gate.policy', text }],
      comment: 'A test',
    });
    return response.body.hash;
  };
  /** Tries a bundle on the past, to the end. */
  const dryRun = async (person: string, hash: string, days = 30) => {
    const started = await as(person).post(`/bundles/${hash}/dry-run`, { days });
    await replicas[0].room.settled();
    return started;
  };
  const audited = async () =>
    (
      await knex('audit_entry')
        .whereLike('action', 'policy.%')
        .orWhere('action', 'gate.refused')
        .orderBy('seq')
    ).map(row => `${row.actor} ${row.action}`);
  return {
    room: replicas[0].room,
    other: replicas[1].room,
    world,
    notifications,
    as,
    stop,
    store,
    dryRun,
    audited,
    credentials: (person: string) =>
      mockCredentials.user(`user:default/${person}`),
  };
}
