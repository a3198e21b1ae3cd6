import { TestDatabases } from '@backstage/backend-test-utils';
import { migrationsDirectory } from '../../../database/openDatabase';
import { DatabaseAuditLog } from '../../../audit';
import { DatabaseRunStore } from './DatabaseRunStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const WISH = {
  trigger: 'schedule',
  rung: 'boosted',
  labelSource: 'deployments',
} as const;

describe.each(databases.eachSupportedId())('DatabaseRunStore on %s', id => {
  async function setUp() {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
    const clock = { now: Date.parse('2026-11-20T10:00:00Z') };
    const runs = DatabaseRunStore.create({
      audit: DatabaseAuditLog.create({ knex }),
      knex,
      now: () => new Date(clock.now),
    });
    return { runs, clock };
  }

  it('has at most one that waits or runs: a second wish is answered with the first', async () => {
    const { runs } = await setUp();
    const [first, second] = await Promise.all([
      runs.request(WISH),
      runs.request({
        ...WISH,
        trigger: 'person',
        requestedBy: 'user:default/pia',
      }),
    ]);
    expect(first.run.id).toBe(second.run.id);
    expect([first.created, second.created].sort()).toEqual([false, true]);

    const claimed = await Promise.all([runs.claim('one'), runs.claim('two')]);
    expect(claimed.filter(Boolean)).toHaveLength(1);
    expect((await runs.request(WISH)).created).toBe(false);
  });

  it('shows how far it is and how it ended', async () => {
    const { runs, clock } = await setUp();
    const { run } = await runs.request(WISH);
    await runs.claim('one');
    await expect(
      runs.report(run.id, 'one', {
        stage: 'growing trees (bag 2 of 3)',
        progress: 0.4,
        etaSeconds: 12,
        rows: 900,
        positives: 80,
      }),
    ).resolves.toBe('go on');
    expect(await runs.getOpen()).toMatchObject({
      status: 'running',
      stage: 'growing trees (bag 2 of 3)',
      progress: 0.4,
      etaSeconds: 12,
      rows: 900,
      positives: 80,
    });
    clock.now += 20_000;
    await expect(
      runs.finish(run.id, 'one', {
        status: 'succeeded',
        outcome: 'promoted',
        modelHash: 'a'.repeat(64),
      }),
    ).resolves.toBe(true);
    expect(await runs.get(run.id)).toMatchObject({
      status: 'succeeded',
      stage: 'done',
      progress: 1,
      etaSeconds: undefined,
      outcome: 'promoted',
      modelHash: 'a'.repeat(64),
      startedAt: '2026-11-20T10:00:00.000Z',
      finishedAt: '2026-11-20T10:00:20.000Z',
    });
    expect(await runs.getOpen()).toBeUndefined();
    expect((await runs.request(WISH)).created).toBe(true);
  });

  it('is taken over when its process is gone, and failed after the second time', async () => {
    const { runs, clock } = await setUp();
    const { run } = await runs.request(WISH);
    await runs.claim('one');
    clock.now += 20_000;
    await runs.report(run.id, 'one');
    clock.now += 20_000;
    await expect(runs.claim('two')).resolves.toBeUndefined();
    clock.now += 20_000;
    await expect(runs.claim('two')).resolves.toMatchObject({ id: run.id });
    await expect(runs.report(run.id, 'one')).resolves.toBe('lost');
    await expect(
      runs.finish(run.id, 'one', { status: 'succeeded', outcome: 'late' }),
    ).resolves.toBe(false);

    clock.now += 40_000;
    await expect(runs.claim('three')).resolves.toBeUndefined();
    expect(await runs.get(run.id)).toMatchObject({
      status: 'failed',
      outcome:
        'The process that trained it ended, 2 times; the serving model stays',
    });
  });

  it('is free at once where the process that held it cannot be alive', async () => {
    const { runs } = await setUp();
    const { run } = await runs.request(WISH);
    await runs.claim('one');
    await runs.releaseAll();
    await expect(runs.claim('two')).resolves.toMatchObject({ id: run.id });
  });

  it('goes back into the queue on a shutdown, which is no attempt', async () => {
    const { runs } = await setUp();
    const { run } = await runs.request(WISH);
    for (const holder of ['one', 'two', 'three']) {
      await expect(runs.claim(holder)).resolves.toMatchObject({ id: run.id });
      await runs.release(run.id, holder);
    }
    expect(await runs.getOpen()).toMatchObject({ status: 'queued' });
  });

  it('is cancelled at once while it waits, and by its process while it runs', async () => {
    const { runs, clock } = await setUp();
    const waiting = await runs.request(WISH);
    await expect(
      runs.cancel(waiting.run.id, 'user:default/pia'),
    ).resolves.toMatchObject({
      status: 'cancelled',
      outcome: 'Cancelled by user:default/pia before it began',
    });
    await expect(runs.cancel(waiting.run.id, 'x')).rejects.toThrow(
      'is over (cancelled)',
    );
    await expect(runs.cancel('nothing', 'x')).rejects.toThrow(
      'There is no training nothing',
    );

    const { run } = await runs.request(WISH);
    await runs.claim('one');
    await expect(runs.cancel(run.id, 'x')).resolves.toMatchObject({
      status: 'running',
      stage: 'is being cancelled',
    });
    await expect(runs.report(run.id, 'one')).resolves.toBe('cancel');
    clock.now += 60_000;
    await expect(runs.claim('two')).resolves.toBeUndefined();
    expect(await runs.get(run.id)).toMatchObject({ status: 'cancelled' });
    expect((await runs.list(20)).map(({ id: runId }) => runId)).toEqual([
      run.id,
      waiting.run.id,
    ]);
  });
});
