import { mockServices } from '@backstage/backend-test-utils';
import type { RiskModelVersion } from '@showcaller/backstage-plugin-showcaller-common';
import { ServingModel } from '../../model/ServingModel';
import type { RiskModel } from '../../types';
import { hashOf } from '../__fixtures__/newModel';
import type { ModelAlerts } from '../alerts/ModelAlerts';
import type { DatabaseModelStore } from '../registry/DatabaseModelStore';
import { ChampionWatcher } from './ChampionWatcher';

jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });

function modelOf(name: string): RiskModel {
  return {
    card: { id: 'm', version: name, hash: hashOf(name) },
    release: jest.fn(async () => undefined),
  } as unknown as RiskModel;
}

function setUp(options: { champion: string; served?: string[] }) {
  const registry = { champion: options.champion };
  const broken = new Set<string>();
  const version = (name: string) =>
    ({ id: 'm', version: name, hash: hashOf(name) } as RiskModelVersion);
  const store = {
    getChampion: async () => version(registry.champion),
    listServedBefore: async () => (options.served ?? []).map(version),
    getFiles: async (hash: string) => ({
      file: hash.replace(/0+$/, ''),
      onnx: new Uint8Array(),
    }),
  } as unknown as DatabaseModelStore;
  const alerts = { replace: jest.fn(async () => undefined) };
  const events = mockServices.events.mock();
  const logger = mockServices.logger.mock();
  const load = jest.fn(async ({ file }: { file: string }) => {
    if (broken.has(file)) {
      throw new Error('the file was changed');
    }
    return modelOf(file);
  });
  const serving = ServingModel.create(modelOf('shipped'));
  const watcher = ChampionWatcher.create({
    store,
    serving,
    load,
    alerts: alerts as unknown as ModelAlerts,
    logger,
    events,
  });
  return { watcher, registry, broken, serving, alerts, events, load };
}

describe('ChampionWatcher', () => {
  it('serves the champion from the start, and the next one when it looks again', async () => {
    const { watcher, registry, serving, load } = setUp({ champion: 'a' });
    await watcher.start();
    expect(serving.card.version).toBe('a');

    registry.champion = 'b';
    await jest.advanceTimersByTimeAsync(15_000);
    await watcher.look();
    expect(serving.card.version).toBe('b');
    await jest.advanceTimersByTimeAsync(60_000);
    expect(load).toHaveBeenCalledTimes(2);
    await watcher.stop();
  });

  it('looks at once when another replica tells', async () => {
    const { watcher, registry, serving, events } = setUp({ champion: 'a' });
    await watcher.start();
    registry.champion = 'b';
    const [[subscription]] = events.subscribe.mock.calls;
    await subscription.onEvent({ topic: 'showcaller.model', eventPayload: {} });
    expect(serving.card.version).toBe('b');
    await watcher.stop();
  });

  it('keeps what serves when the champion does not load, and goes on with the next that does', async () => {
    const { watcher, registry, serving, broken, alerts, load } = setUp({
      champion: 'a',
    });
    await watcher.start();
    broken.add('b');
    registry.champion = 'b';
    await watcher.look();
    await watcher.look();
    expect(serving.card.version).toBe('a');
    expect(load).toHaveBeenCalledTimes(2);
    expect(alerts.replace).toHaveBeenLastCalledWith('champion', [
      {
        key: `champion:${hashOf('b')}`,
        severity: 'act',
        text: 'Version b of m is the champion but does not load, so m a keeps serving: the file was changed',
      },
    ]);
    registry.champion = 'c';
    await watcher.look();
    expect(serving.card.version).toBe('c');
    expect(alerts.replace).toHaveBeenLastCalledWith('champion', []);
    await watcher.stop();
  });

  it('begins with the newest model before it that loads, when the champion does not', async () => {
    const { watcher, serving, broken } = setUp({
      champion: 'c',
      served: ['b', 'a', 'shipped'],
    });
    broken.add('c');
    broken.add('b');
    await watcher.start();
    expect(serving.card.version).toBe('a');
    await watcher.stop();
  });

  it('refuses files that make another model than the registry names', async () => {
    const { watcher, serving, load } = setUp({ champion: 'a' });
    load.mockResolvedValueOnce(modelOf('x'));
    await watcher.start();
    expect(serving.card.version).toBe('shipped');
    await expect(watcher.check(hashOf('a'))).resolves.toBeUndefined();
    load.mockResolvedValueOnce(modelOf('x'));
    await expect(watcher.check(hashOf('a'))).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('they were exchanged or changed'),
    });
    await watcher.stop();
  });
});
