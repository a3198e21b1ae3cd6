import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { migrationsDirectory } from '../../../database/openDatabase';
import { DatabaseAlertStore } from './DatabaseAlertStore';
import { ModelAlerts } from './ModelAlerts';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const WATCH = {
  key: 'drift:signals',
  severity: 'watch',
  text: 'larger',
} as const;
const ACT = { ...WATCH, severity: 'act', text: 'much larger' } as const;

describe.each(databases.eachSupportedId())('ModelAlerts on %s', id => {
  async function setUp() {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
    const clock = { now: Date.parse('2026-11-20T10:00:00Z') };
    const send = jest.fn(async (_: unknown) => undefined);
    const logger = mockServices.logger.mock();
    const create = (notifications?: { send: typeof send }) =>
      ModelAlerts.create({
        store: DatabaseAlertStore.create({ knex }),
        notifications,
        recipients: ['group:default/platform'],
        logger,
        now: () => new Date(clock.now),
      });
    return { alerts: create({ send }), create, clock, send, logger };
  }

  it('tells the platform groups once, until it clears and comes back', async () => {
    const { alerts, clock, send } = await setUp();
    await alerts.replace('drift', [WATCH]);
    clock.now += 3_600_000;
    await alerts.replace('drift', [{ ...WATCH, text: 'still larger' }]);
    expect(await alerts.list()).toEqual([
      {
        id: expect.any(String),
        severity: 'watch',
        text: 'still larger',
        since: '2026-11-20T10:00:00.000Z',
      },
    ]);
    expect(send).toHaveBeenCalledTimes(1);
    expect(send).toHaveBeenCalledWith({
      recipients: { type: 'entity', entityRef: ['group:default/platform'] },
      payload: expect.objectContaining({
        title: 'Risk model',
        description: 'larger',
        link: '/showcaller/model',
        severity: 'normal',
        topic: 'Model health',
      }),
    });

    await alerts.replace('drift', []);
    expect(await alerts.list()).toEqual([]);
    await alerts.replace('drift', [WATCH]);
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('tells again when it became worse', async () => {
    const { alerts, send } = await setUp();
    await alerts.replace('drift', [WATCH]);
    await alerts.replace('drift', [ACT]);
    await alerts.replace('drift', [WATCH]);
    expect(send).toHaveBeenCalledTimes(2);
    expect(await alerts.list()).toMatchObject([{ severity: 'act' }]);
  });

  it('keeps topics apart', async () => {
    const { alerts } = await setUp();
    await alerts.replace('drift', [WATCH]);
    await alerts.replace('calibration', []);
    expect(await alerts.list()).toHaveLength(1);
  });

  it('is told by one replica only', async () => {
    const { alerts, create, send } = await setUp();
    await Promise.all([
      alerts.replace('drift', [WATCH]),
      create({ send }).replace('drift', [WATCH]),
    ]);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('is shown without notifications, and told later when telling failed', async () => {
    const { alerts, create, send, logger } = await setUp();
    await create().replace('drift', [WATCH]);
    expect(await alerts.list()).toHaveLength(1);

    send.mockRejectedValueOnce(new Error('Request failed with status 404'));
    await alerts.replace('drift', [WATCH]);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    await alerts.replace('drift', [WATCH]);
    expect(send).toHaveBeenCalledTimes(2);
  });
});
