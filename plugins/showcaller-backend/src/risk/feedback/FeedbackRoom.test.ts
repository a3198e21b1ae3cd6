import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { GateDecision } from '@showcaller/backstage-plugin-showcaller-common';
import express from 'express';
import type { Knex } from 'knex';
import request from 'supertest';
import { migrationsDirectory } from '../../database/openDatabase';
import { at, deploymentEvent } from '../../delivery/__fixtures__/events';
import { EntityAccess } from '../../http/EntityAccess';
import type { OutcomeRooms } from '../../outcomes/OutcomeRooms';
import { waitFor } from '../__fixtures__/waitFor';
import { createOutcomes } from '../labels/__fixtures__/createOutcomes';
import { decided } from '../labels/__fixtures__/decided';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const DAY = 24 * 60;
const idOf = (repository: string, id: string) =>
  `shop/${repository}#deployment-${id}`;

const entityOf = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
});

describe.each(databases.eachSupportedId())('FeedbackRoom on %s', id => {
  let knex: Knex;
  const started: OutcomeRooms[] = [];

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  afterEach(async () => {
    await Promise.all(started.splice(0).map(rooms => rooms.stop()));
    for (const table of [
      'subject_event',
      'deployment',
      'risk_label',
      'risk_label_correction',
      'risk_label_queue',
      'decision_feedback',
      'feedback_report',
    ]) {
      await knex(table).delete();
    }
  });

  async function setUp(options: { visible?: string[] } = {}) {
    const { visible = ['web', 'cart'] } = options;
    const clock = { minutes: 0 };
    const decisions = new Map<string, GateDecision>();
    const access = EntityAccess.create({
      auth: mockServices.auth(),
      httpAuth: mockServices.httpAuth(),
      permissions: mockServices.permissions(),
      catalog: catalogServiceMock({ entities: visible.map(entityOf) }),
      userInfo: mockServices.userInfo(),
    });
    const outcomes = createOutcomes({
      knex,
      access,
      decisions,
      now: () => new Date(at(clock.minutes)),
      services: {
        logger: mockServices.logger.mock(),
        config: mockServices.rootConfig(),
        auditor: mockServices.auditor.mock(),
      },
    });
    const { rooms } = outcomes;
    started.push(rooms);
    await rooms.start();
    const settled = () =>
      waitFor(async () => {
        const [row] = await knex('risk_label_queue').count({ n: '*' });
        expect(Number(row.n)).toBe(0);
      });
    const deploy = async (deployment: {
      repository?: string;
      id: string;
      minutes: number;
      ends?: 'deployed' | 'failed';
      decision?: Partial<GateDecision>;
    }) => {
      const { repository = 'web', decision, ends, ...rest } = deployment;
      const deploymentId = idOf(repository, rest.id);
      const of = { ...rest, repository: `shop/${repository}` };
      decisions.set(deploymentId, decided(deploymentId, decision));
      await outcomes.apply(
        deploymentEvent('requested', of),
        ...(ends
          ? [
              deploymentEvent('started', of),
              deploymentEvent(ends, { ...of, minutes: of.minutes + 1 }),
            ]
          : []),
      );
      await settled();
    };
    const app = express()
      .use('/risk', rooms.feedback.router)
      .use(mockErrorHandler());
    const get = (path: string) =>
      request(app)
        .get(path)
        .set('Authorization', mockCredentials.user.header());
    return { ...outcomes, clock, deploy, settled, get };
  }

  const block = {
    outcome: 'block' as const,
    rule: {
      name: 'block_high_risk_prod',
      description: '',
      policy: 'default',
      strategyTable: 'canary',
    },
  };

  it('holds decisions against what became of the deployments', async () => {
    const { deploy, get, clock, rooms, settled } = await setUp();
    await deploy({ id: '1', minutes: 0, ends: 'deployed' });
    await deploy({ id: '2', minutes: 10, ends: 'failed' });
    await deploy({ id: '3', minutes: 20, ends: 'deployed', decision: block });
    await deploy({ id: '4', minutes: 30, decision: block });
    clock.minutes = 60;
    const early = await get('/risk/feedback?days=30');
    expect(early.body).toMatchObject({
      days: 30,
      total: {
        decisions: 4,
        falsePass: { count: 0, of: 0 },
        falseBlock: { count: 0, of: 0 },
      },
    });
    clock.minutes = 2 * DAY;
    const { body } = await get('/risk/feedback');
    expect(body).toMatchObject({
      days: 90,
      total: {
        decisions: 4,
        falsePass: { count: 1, of: 2, rate: 0.5 },
        falseBlock: { count: 1, of: 1, rate: 1 },
      },
      asOf: at(2 * DAY),
    });
    expect(body).not.toHaveProperty('wouldHave');

    await rooms.labels.service.correct({
      deploymentId: idOf('web', '2'),
      correction: { outcome: 'clean', reason: 'The runner was broken' },
      by: 'user:default/ann',
    });
    await settled();
    expect((await get('/risk/feedback')).body.total.falsePass).toMatchObject({
      count: 0,
      of: 2,
    });
  });

  it('shows nothing of services that the caller may not see', async () => {
    const { deploy, get, clock, rooms } = await setUp({ visible: ['cart'] });
    for (let i = 0; i < 25; i++) {
      await deploy({ id: `${i}`, minutes: i, ends: 'failed' });
    }
    await deploy({
      id: '1',
      minutes: 1,
      repository: 'cart',
      ends: 'deployed',
    });
    clock.minutes = 10 * DAY;
    const feedback = await get('/risk/feedback');
    expect(JSON.stringify(feedback.body)).not.toContain('web');
    expect(feedback.body.total.decisions).toBe(1);
    await rooms.feedback.reporter.run();
    const reports = await get('/risk/reports');
    expect(reports.body[0]).toMatchObject({ decisions: 26 });
    expect(JSON.stringify(reports.body)).not.toContain('default/web');
    expect(await knex('feedback_report').first('gaps')).toMatchObject({
      gaps: expect.stringContaining('component:default/web failed more often'),
    });
  });

  it('writes a report for each month and model, and again when more is known', async () => {
    const { deploy, get, clock, rooms } = await setUp();
    const { reporter } = rooms.feedback;
    expect(await reporter.run()).toBe(0);
    await deploy({ id: '1', minutes: 0, ends: 'deployed' });
    await deploy({
      id: '2',
      minutes: 31 * DAY,
      ends: 'failed',
      decision: { mode: 'backfill', modelHash: 'n'.repeat(64) },
    });
    clock.minutes = 31 * DAY + 60;
    expect(await reporter.run()).toBe(2);
    expect(await reporter.run()).toBe(0);
    const { body } = await get('/risk/reports');
    expect(body).toMatchObject([
      {
        month: '2026-07',
        modelHash: 'n'.repeat(64),
        decisions: 1,
        accuracy: [expect.stringContaining('at least 20 are needed')],
        gaps: [expect.stringContaining('All decisions are about history')],
      },
      { month: '2026-06', modelHash: 'm'.repeat(64), decisions: 1 },
    ]);
    clock.minutes = 40 * DAY;
    expect(await reporter.run()).toBe(1);
    const later = await get('/risk/reports');
    expect(later.body[0].accuracy).toEqual([
      expect.stringContaining('at least 20 are needed'),
      expect.stringContaining('would have been allowed failed'),
    ]);
  });

  it('refuses a window that is none', async () => {
    const { get } = await setUp();
    const response = await get('/risk/feedback?days=0');
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain('query.days');
  });
});
