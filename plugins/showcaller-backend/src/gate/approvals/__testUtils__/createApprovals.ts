import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { GateDecision } from '@showcaller/backstage-plugin-showcaller-common';
import express from 'express';
import type { Knex } from 'knex';
import request from 'supertest';
import type { AuditAppend } from '../../../audit/types';
import { callerOf } from '../../../http/callerOf';
import { EntityAccess } from '../../../http/EntityAccess';
import { ApprovalRoom, type ApprovalRoomOptions } from '../ApprovalRoom';
import { FakeDecisions } from './FakeDecisions';
import { componentOf, userOf } from './people';

const PAY = 'group:default/pay';
export const SALT = 'salt of the tests';

/** Owners are alice, bob and carol; dave owns nothing; zoe is the requester of most, and an owner. */
const USERS: Entity[] = [
  userOf('alice', {
    groups: [PAY],
    email: 'alice@shop.example',
    annotations: { 'github.com/user-login': 'alice-gh' },
  }),
  userOf('bob', { groups: [PAY], email: 'bob@shop.example' }),
  userOf('carol', { groups: [PAY, 'group:default/release'] }),
  userOf('dave', { groups: ['group:default/other'] }),
  userOf('zoe', { groups: [PAY], email: 'zoe@shop.example' }),
];

let counter = 0;

/** The room over a real database, with everything around it faked and open to change. */
export function createApprovals(options: { knex: Knex }) {
  const { knex } = options;
  counter += 1;
  const name = `payments-${counter}-${Date.now()}`;
  const entityRef = `component:default/${name}`;
  const world = {
    now: new Date('2026-11-25T10:05:00.000Z'),
    entities: [...USERS, componentOf(name, PAY)],
    /** References that no person may see. */
    hidden: new Set<string>(),
    /** `<person> <permission>` that is denied. */
    denied: new Set<string>(
      ['dave', 'alice', 'bob', 'carol', 'zoe'].map(
        person => `user:default/${person} showcaller.gate.override`,
      ),
    ),
    catalogDown: false,
    auditDown: false,
    incidents: new Set<string>(['INC-1']),
    audited: [] as AuditAppend[],
    told: [] as string[],
  };
  const catalogFor = (credentials: BackstageCredentials | undefined) => {
    if (world.catalogDown) {
      throw new Error('The catalog is down');
    }
    const person = callerOf(credentials as BackstageCredentials).startsWith(
      'user:',
    );
    return catalogServiceMock({
      entities: world.entities.filter(
        entity => !person || !world.hidden.has(stringifyEntityRef(entity)),
      ),
    });
  };
  type Asked = { credentials: BackstageCredentials };
  const catalog = catalogServiceMock.mock({
    getEntityByRef: async (ref, asked) =>
      catalogFor((asked as Asked).credentials).getEntityByRef(ref),
    getEntitiesByRefs: async (asked, by) =>
      catalogFor((by as Asked).credentials).getEntitiesByRefs(asked),
    getEntities: async (asked, by) =>
      catalogFor((by as Asked).credentials).getEntities(asked),
  });
  const permissions = mockServices.permissions.mock({
    authorize: async (asked, by) =>
      asked.map(({ permission }) => ({
        result: world.denied.has(
          `${callerOf((by as Asked).credentials)} ${permission.name}`,
        )
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
      })),
  });
  const auth = mockServices.auth();
  const httpAuth = mockServices.httpAuth();
  const auditor = mockServices.auditor.mock();
  const notifications = { send: jest.fn(async (_: unknown) => undefined) };
  const logger = mockServices.logger.mock();
  const decisions = new FakeDecisions();
  const roomOptions: ApprovalRoomOptions = {
    knex,
    config: mockServices.rootConfig({
      data: {
        app: { baseUrl: 'https://portal.example/' },
        showcaller: { identitySalt: SALT },
      },
    }),
    logger,
    auditor,
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
    audit: {
      append: async entry => {
        if (world.auditDown) {
          throw new Error('The audit log cannot be written');
        }
        world.audited.push(entry);
        const { actor, action, subject } = entry;
        return {
          seq: world.audited.length,
          at: world.now.toISOString(),
          actor,
          action,
          subject,
        };
      },
      get: async seq => ({
        seq,
        at: world.now.toISOString(),
        actor: 'showcaller',
        action: 'gate.decided',
        subject: 'decision',
        data: {},
        leafHash: 'd'.repeat(64),
      }),
      listBySubjects: async subjects =>
        subjects.map((subject, index) => ({
          seq: index + 1,
          at: world.now.toISOString(),
          actor: 'showcaller',
          action: 'gate.decided',
          subject,
        })),
    },
    decisions,
    incidents: {
      get: async id =>
        world.incidents.has(id)
          ? { id, entityRef, openedAt: world.now.toISOString(), source: 'test' }
          : undefined,
    },
    notifications,
    now: () => world.now,
  };
  /** Two backend replicas on one database. */
  const replicas = [0, 1].map(() => {
    const replica = ApprovalRoom.create(roomOptions);
    replica.addListener({
      onApprovalChanged: async id => {
        world.told.push(id);
      },
    });
    const app = express().use('/gate', replica.router).use(mockErrorHandler());
    return { room: replica, app };
  });
  const [{ room }] = replicas;

  /** Stores that a decision waits, as the gate does. */
  const decide = async (
    decision: GateDecision,
    asked?: Parameters<FakeDecisions['add']>[1],
  ) => {
    decisions.add(decision, asked);
    await knex.transaction(tx =>
      room.observer.onDecision(decision, { facts: {}, tx }),
    );
    return decision;
  };
  const as = (person: string, header?: string, replica = 0) => {
    const { app } = replicas[replica];
    const authorization =
      header ?? mockCredentials.user.header(`user:default/${person}`);
    return {
      post: (path: string, body: object) =>
        request(app)
          .post(`/gate${path}`)
          .set('Authorization', authorization)
          .send(body),
      get: (path: string) =>
        request(app).get(`/gate${path}`).set('Authorization', authorization),
    };
  };
  const vote = (
    person: string,
    decision: GateDecision,
    body: object = {},
    replica = 0,
  ) =>
    as(person, undefined, replica).post(`/decisions/${decision.id}/approvals`, {
      verdict: 'approve',
      subjectHash: decision.subjectHash,
      ...body,
    });
  const refusals = () =>
    world.audited
      .filter(({ action }) => action === 'gate.refused')
      .map(({ actor, data }) => `${actor} ${data?.reason}`);
  const replaceUser = (user: Entity) => {
    const ref = stringifyEntityRef(user);
    world.entities = [
      ...world.entities.filter(entity => stringifyEntityRef(entity) !== ref),
      user,
    ];
  };
  return {
    room,
    world,
    decisions,
    entityRef,
    notifications,
    auditor,
    decide,
    as,
    vote,
    refusals,
    replaceUser,
  };
}
