import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import { createPlatformApi } from '../../__testUtils__/platformApi';
import { githubSource, rawEvent } from '../../__testUtils__/sampleFacts';
import { loadOverview } from './loadOverview';

function overview(changes: Partial<ShowcallerApi>) {
  return loadOverview({ ...createPlatformApi(), ...changes } as ShowcallerApi);
}

describe('loadOverview', () => {
  it('finds the event that waits longest', async () => {
    const events = [1, 2, 3].map(n => rawEvent(n, { status: 'pending' }));
    const { oldestPending } = await overview(createPlatformApi({ events }));
    expect(oldestPending).toEqual({
      value: { receivedAt: events[2].receivedAt },
    });
  });

  it('knows of none when the queue drains between its two questions', async () => {
    const { oldestPending } = await overview({
      getRawEvents: async ({ offset = 0 } = {}) => ({
        items: offset === 0 ? [rawEvent(1, { status: 'pending' })] : [],
        totalItems: 2,
        limit: 1,
        offset,
      }),
    });
    expect(oldestPending).toEqual({ value: { receivedAt: undefined } });
  });

  it('keeps what could be read beside what could not', async () => {
    const error = new Error('no model file');
    const facts = await overview({
      getIngestSources: async () => [githubSource],
      getModel: () => Promise.reject(error),
    });
    expect(facts.sources).toEqual({ value: [githubSource] });
    expect(facts.model).toEqual({ error });
  });
});
