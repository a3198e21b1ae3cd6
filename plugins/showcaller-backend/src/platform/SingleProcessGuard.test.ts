import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { openDatabase } from '../database/openDatabase';
import { SingleProcessGuard } from './SingleProcessGuard';

const START = Date.parse('2026-11-20T10:00:00Z');
const first = { instance: 'first', pid: 100, host: 'stage' };
const second = { instance: 'second', pid: 200, host: 'stage' };

describe('SingleProcessGuard', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  async function setUp(options: { alive: number[] }) {
    const client = await databases.init('SQLITE_3');
    const knex = await openDatabase({
      database: mockServices.database({ knex: client }),
    });
    const clock = { now: START };
    const claim = (self: typeof first, patienceMs = 0) =>
      SingleProcessGuard.claim({
        knex,
        logger: mockServices.logger.mock(),
        self,
        isAlive: pid => options.alive.includes(pid),
        now: () => new Date(clock.now),
        patienceMs,
      });
    return { claim, clock };
  }

  it('refuses a second process and says who holds the database and what to do', async () => {
    const { claim } = await setUp({ alive: [100] });
    await claim(first);
    await expect(claim(second)).rejects.toThrow(
      /in use by process 100 on stage.*configure PostgreSQL/,
    );
  });

  it('gives a predecessor that is ending a moment', async () => {
    const alive = [100];
    const { claim } = await setUp({ alive });
    await claim(first);
    const successor = claim(second, 5_000);
    alive.pop();
    await expect(successor).resolves.toBeDefined();
  });

  it('takes over at once from a process that was killed', async () => {
    const { claim } = await setUp({ alive: [] });
    const killed = await claim(first);
    const successor = await claim(second);
    await expect(successor.beat()).resolves.toBe(true);
    await expect(killed.beat()).resolves.toBe(false);
  });

  it('waits for the heartbeat of another host to grow old before it takes over', async () => {
    const { claim, clock } = await setUp({ alive: [] });
    await claim({ ...first, host: 'elsewhere' });
    await expect(claim(second)).rejects.toThrow('on elsewhere');
    clock.now += 31_000;
    await expect(claim(second)).resolves.toBeDefined();
  });

  it('comes back after a restart of its container, which gives it the same process id', async () => {
    const { claim } = await setUp({ alive: [100] });
    await claim(first);
    await expect(
      claim({ ...first, instance: 'restarted' }),
    ).resolves.toBeDefined();
  });

  it('leaves the database free after a release', async () => {
    const { claim } = await setUp({ alive: [100, 200] });
    const guard = await claim(first);
    await guard.release();
    await expect(claim(second)).resolves.toBeDefined();
  });
});
