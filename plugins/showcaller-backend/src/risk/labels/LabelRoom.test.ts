import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../database/openDatabase';
import { at, deploymentEvent } from '../../delivery/__fixtures__/events';
import type { OutcomeRooms } from '../../outcomes/OutcomeRooms';
import { waitFor } from '../__fixtures__/waitFor';
import { brought, createOutcomes } from './__fixtures__/createOutcomes';
import { decided } from './__fixtures__/decided';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const DAY = 24 * 60;
const idOf = (id: string) => `shop/web#deployment-${id}`;

describe.each(databases.eachSupportedId())('LabelRoom on %s', id => {
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
      'incident',
      'incident_report',
      'risk_label',
      'risk_label_correction',
      'risk_label_queue',
      'risk_label_sweep',
      'decision_feedback',
    ]) {
      await knex(table).delete();
    }
  });

  async function setUp(
    options: Partial<Parameters<typeof createOutcomes>[0]> & {
      minutes?: number;
      config?: object;
    } = {},
  ) {
    const clock = { minutes: options.minutes ?? 0 };
    const outcomes = createOutcomes({
      knex,
      now: () => new Date(at(clock.minutes)),
      services: {
        logger: mockServices.logger.mock(),
        config: mockServices.rootConfig({ data: options.config ?? {} }),
        auditor: mockServices.auditor.mock(),
      },
      ...options,
    });
    const { rooms } = outcomes;
    started.push(rooms);
    await rooms.start();
    const settled = () =>
      waitFor(async () => {
        const [row] = await knex('risk_label_queue').count({ n: '*' });
        expect(Number(row.n)).toBe(0);
      });
    /** Deploys a revision, and waits until the outcome is judged. */
    const deploy = async (
      deployment: Parameters<typeof deploymentEvent>[1] & {
        ends?: 'deployed' | 'failed';
      },
    ) => {
      const { ends = 'deployed', ...rest } = deployment;
      clock.minutes = Math.max(clock.minutes, rest.minutes + 1);
      await outcomes.apply(
        deploymentEvent('requested', rest),
        deploymentEvent('started', rest),
        deploymentEvent(ends, { ...rest, minutes: rest.minutes + 1 }),
      );
      await settled();
    };
    const label = (of: string) => rooms.labels.service.getLabel(idOf(of));
    return { ...outcomes, clock, settled, deploy, label };
  }

  it('calls a deployment pending until it is mature, and clean from then on', async () => {
    const { deploy, label, clock, rooms } = await setUp();
    await deploy({ id: '1', minutes: 0 });
    expect(await label('1')).toMatchObject({
      entityRef: 'component:default/web',
      outcome: 'pending',
      reasons: [],
      maturesAt: at(7 * DAY),
    });
    expect(await rooms.labels.reader.listMatured()).toEqual([]);
    expect(await rooms.labels.reader.countMatured()).toEqual({
      labels: 0,
      positives: 0,
      maturing: 1,
      reasons: [],
      maturityDays: 7,
    });
    clock.minutes = 7 * DAY;
    expect(await label('1')).toMatchObject({ outcome: 'clean' });
    expect(await rooms.labels.reader.listMatured()).toEqual([
      {
        deploymentId: idOf('1'),
        entityRef: 'component:default/web',
        occurredAt: at(0),
        label: 0,
        maturedAt: at(7 * DAY),
      },
    ]);
  });

  it('shows a failure at once and learns from it no earlier than from a success of the same time', async () => {
    const { deploy, label, clock, rooms } = await setUp();
    await deploy({ id: '1', minutes: 0, ends: 'failed' });
    await deploy({ id: '2', minutes: 5 });
    expect(await label('1')).toMatchObject({
      outcome: 'failed',
      reasons: ['failed'],
    });
    expect(await rooms.labels.reader.listMatured()).toEqual([]);
    clock.minutes = 7 * DAY + 5;
    expect(
      (await rooms.labels.reader.listMatured()).map(one => one.label),
    ).toEqual([1, 0]);
    expect(
      await rooms.labels.reader.listMatured({ before: new Date(at(5)) }),
    ).toHaveLength(1);
  });

  it('calls what was taken back to an earlier revision rolled back, whatever order the events came in', async () => {
    const { deploy, label } = await setUp();
    await deploy({ id: '3', minutes: 40, sha: 'a' });
    await deploy({ id: '1', minutes: 0, sha: 'a' });
    await deploy({ id: '2', minutes: 20, sha: 'b' });
    expect(await label('2')).toMatchObject({
      outcome: 'failed',
      reasons: ['rolled back'],
      explanation:
        'Rolled back by deployment shop/web#deployment-3 20 min later, to revision a.',
    });
    expect(await label('1')).toMatchObject({ outcome: 'pending' });
    expect(await label('3')).toMatchObject({ outcome: 'pending' });
  });

  it('judges those before a deployment again when it moves to another environment', async () => {
    const { deploy, label, apply, settled } = await setUp();
    await deploy({ id: '1', minutes: 0, sha: 'a' });
    await deploy({ id: '2', minutes: 20, sha: 'b' });
    await deploy({ id: '3', minutes: 40, sha: 'a' });
    expect(await label('2')).toMatchObject({ reasons: ['rolled back'] });
    await apply(
      deploymentEvent('deployed', {
        id: '3',
        minutes: 45,
        sha: 'a',
        environment: 'staging',
      }),
    );
    await settled();
    expect(await label('2')).toMatchObject({ reasons: [] });
  });

  it('calls a deployment hotfixed when a later one repairs the files that it touched', async () => {
    const { deploy, label, rooms } = await setUp({
      commits: new Map([
        ['sha-1', [brought({ sha: 'sha-1', files: ['src/pay.ts', 'a.md'] })]],
        [
          'sha-2',
          [
            brought({
              sha: 'sha-2',
              title: 'Fix rounding',
              fix: 1,
              committedAt: at(30),
              files: ['src/pay.ts', 'yarn.lock'],
            }),
          ],
        ],
      ]),
    });
    await deploy({ id: '1', minutes: 0 });
    await deploy({ id: '2', minutes: 60 });
    expect(await label('1')).toMatchObject({
      outcome: 'failed',
      reasons: ['hotfixed'],
      explanation:
        'Repaired by deployment shop/web#deployment-2 60 min later: its commit sha-2 (Fix rounding) fixes something in the files that this one touched.',
    });
    expect(await rooms.labels.store.listRepairs('shop/web')).toEqual(['sha-2']);
  });

  it('puts an incident that names no deployment down to the last one in production before it', async () => {
    const { deploy, label, rooms, settled, clock } = await setUp();
    await deploy({ id: '1', minutes: 0 });
    await deploy({ id: '2', minutes: 30 });
    await deploy({ id: '3', minutes: 35, environment: 'staging' });
    clock.minutes = 60;
    const incident = {
      entityRef: 'component:default/web',
      title: 'Checkout is down',
      openedAt: at(50),
    };
    await rooms.incidents.service.put('inc-1', incident, 'user:default/ada');
    await settled();
    expect(await label('2')).toMatchObject({
      outcome: 'failed',
      reasons: ['incident'],
      explanation:
        'Incident inc-1 (Checkout is down) opened 20 min after it and names no deployment; it was the last one before.',
    });
    expect(await label('1')).toMatchObject({ reasons: [] });
    expect(await label('3')).toMatchObject({ reasons: [] });

    await rooms.incidents.service.put(
      'inc-1',
      {
        ...incident,
        deploymentId: idOf('1'),
      },
      'user:default/ada',
    );
    await settled();
    expect(await label('2')).toMatchObject({ reasons: [] });
    expect(await label('1')).toMatchObject({ reasons: ['incident'] });
  });

  it('keeps what a person said over all that is judged later, and every word of it', async () => {
    const { deploy, label, rooms, settled, clock } = await setUp();
    await deploy({ id: '1', minutes: 0, ends: 'failed' });
    const corrected = await rooms.labels.service.correct({
      deploymentId: idOf('1'),
      correction: { outcome: 'clean', reason: 'The runner had no disk left' },
      by: 'user:default/ann',
    });
    expect(corrected).toMatchObject({
      outcome: 'clean',
      reasons: ['corrected'],
      correction: { by: 'user:default/ann', outcome: 'clean' },
    });
    await deploy({ id: '2', minutes: 10, sha: 'sha-1' });
    await settled();
    expect(await label('1')).toMatchObject({
      outcome: 'clean',
      explanation:
        'It failed; the same revision succeeded as deployment shop/web#deployment-2 9 min later, so the cause may have been the environment.',
      correction: { reason: 'The runner had no disk left' },
    });
    clock.minutes = 12;
    await rooms.labels.service.correct({
      deploymentId: idOf('1'),
      correction: { outcome: 'failed', reason: 'It was the change after all' },
      by: 'user:default/bob',
    });
    expect(await label('1')).toMatchObject({
      outcome: 'failed',
      correction: { by: 'user:default/bob' },
    });
    expect(await knex('risk_label_correction')).toHaveLength(2);
    clock.minutes = 8 * DAY;
    expect(await rooms.labels.reader.countMatured()).toMatchObject({
      labels: 2,
      positives: 1,
      reasons: [{ reason: 'corrected', count: 1 }],
    });
  });

  it('gives no label to what never started, still runs, or was stopped by the gate', async () => {
    const { apply, label, settled, rooms } = await setUp({
      decisions: new Map([
        [idOf('3'), decided(idOf('3'), { outcome: 'block' })],
      ]),
    });
    await apply(
      deploymentEvent('requested', { id: '1', minutes: 1 }),
      deploymentEvent('requested', { id: '2', minutes: 2 }),
      deploymentEvent('started', { id: '2', minutes: 3 }),
      deploymentEvent('requested', { id: '3', minutes: 4 }),
      deploymentEvent('failed', { id: '3', minutes: 5 }),
    );
    await settled();
    expect(await label('1')).toMatchObject({
      outcome: 'pending',
      explanation: 'It has not started.',
    });
    expect(await label('2')).toMatchObject({
      explanation: 'It has not come to an end.',
    });
    expect(await label('3')).toMatchObject({ outcome: 'pending' });
    expect(await knex('risk_label')).toEqual([]);
    expect(await label('unknown')).toBeUndefined();
    await expect(
      rooms.labels.service.correct({
        deploymentId: idOf('1'),
        correction: { outcome: 'clean', reason: 'because' },
        by: 'user:default/ann',
      }),
    ).rejects.toThrow(/no outcome to correct. It has not started/);
  });

  it('learns from the tiers that are configured', async () => {
    const { deploy, rooms, clock } = await setUp({
      config: { showcaller: { risk: { labels: { tiers: ['production'] } } } },
    });
    await deploy({ id: '1', minutes: 0 });
    await deploy({ id: '2', minutes: 1, environment: 'staging' });
    clock.minutes = 8 * DAY;
    const matured = await rooms.labels.reader.listMatured();
    expect(matured.map(({ deploymentId }) => deploymentId)).toEqual([
      idOf('1'),
    ]);
    expect(
      await rooms.labels.reader.outcomesOf([idOf('1'), idOf('2'), 'x']),
    ).toEqual(
      new Map([
        [idOf('1'), 'clean'],
        [idOf('2'), 'clean'],
      ]),
    );
  });

  it('sweeps up deployments that no event brought, and labels that matured since they were judged', async () => {
    const { delivery, rooms, clock, settled, label } = await setUp();
    await knex.transaction(tx =>
      delivery.service.apply(
        [
          deploymentEvent('requested', { id: '1', minutes: 0 }),
          deploymentEvent('failed', { id: '1', minutes: 1 }),
        ],
        tx,
      ),
    );
    await settled();
    await knex('risk_label').delete();
    await rooms.labels.sweep();
    await settled();
    expect(await label('1')).toMatchObject({ outcome: 'failed' });
    const settledColumn = () => knex('risk_label').pluck('settled');
    expect((await settledColumn()).map(Boolean)).toEqual([false]);
    clock.minutes = 8 * DAY;
    await rooms.labels.sweep();
    await settled();
    expect((await settledColumn()).map(Boolean)).toEqual([true]);
  });

  it('sweeps labels away whose deployment is no more', async () => {
    const { deploy, rooms, settled } = await setUp();
    await deploy({ id: '1', minutes: 0 });
    await deploy({ id: '2', minutes: 5 });
    await knex('deployment').where('id', idOf('1')).delete();
    await rooms.labels.sweep();
    await settled();
    expect(await knex('risk_label').pluck('deployment_id')).toEqual([
      idOf('2'),
    ]);
  });

  it('believes a deployment that says that it rolled back', async () => {
    const { apply, deploy, label, settled } = await setUp();
    await deploy({ id: '1', minutes: 0 });
    await deploy({ id: '2', minutes: 10 });
    const rollBack = deploymentEvent('deployed', { id: '3', minutes: 20 });
    const type = 'dev.cdevents.service.rolledback.0.3.0';
    await apply({ ...rollBack, type });
    await settled();
    expect(await label('2')).toMatchObject({ reasons: ['rolled back'] });
    expect(await label('1')).toMatchObject({ reasons: [] });
  });
});
