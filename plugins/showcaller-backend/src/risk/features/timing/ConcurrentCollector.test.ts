import { deployment } from '../../__fixtures__/deployment';
import { collect, featureRequest } from '../__fixtures__/requests';
import { ConcurrentCollector } from './ConcurrentCollector';

describe('ConcurrentCollector', () => {
  const asked: unknown[] = [];
  const collector = ConcurrentCollector.create({
    timeline: {
      listUnderWay: async options => {
        asked.push(options);
        return [
          deployment({ id: 'this' }),
          deployment({ id: 'other', entityRef: 'component:default/cart' }),
          deployment({ id: 'elsewhere', tier: 'staging' }),
        ];
      },
    },
    ownership: { neighboursOf: () => ['component:default/cart'] },
  });

  it('counts others of the service and its neighbours in the same tier', async () => {
    const { values } = await collect(collector);
    expect(values).toEqual({ concurrent: 1 });
    expect(asked).toEqual([
      {
        entityRefs: ['component:default/payments', 'component:default/cart'],
        at: '2026-11-20T10:00:00.000Z',
        since: '2026-11-20T08:00:00.000Z',
      },
    ]);
  });

  it('does not know of what is not deployed', async () => {
    await expect(
      collect(collector, featureRequest({ tier: undefined })),
    ).resolves.toMatchObject({
      values: {},
      missingReason: 'it is not being deployed',
    });
  });
});
