import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogOwnership } from './CatalogOwnership';

const component = (name: string, repository: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'default',
    annotations: { 'github.com/project-slug': repository },
  },
});

async function* pages(...entities: Entity[][]) {
  yield* entities;
}

function setUp() {
  const catalog = catalogServiceMock.mock();
  const ownership = CatalogOwnership.create({
    catalog,
    auth: mockServices.auth(),
    config: mockServices.rootConfig(),
    logger: mockServices.logger.mock(),
  });
  return { catalog, ownership };
}

describe('CatalogOwnership', () => {
  afterEach(() => jest.useRealTimers());

  it('reads all pages of the catalog', async () => {
    const { catalog, ownership } = setUp();
    catalog.streamEntities.mockReturnValueOnce(
      pages([component('a', 'o/a')], [component('b', 'o/b')]),
    );
    expect(await ownership.refresh()).toBe(true);
    expect(ownership.getComponents().map(c => c.entityRef)).toEqual([
      'component:default/a',
      'component:default/b',
    ]);
    expect(ownership.resolve({ repository: 'o/b' })).toEqual({
      entityRefs: ['component:default/b'],
    });
  });

  it('keeps the last good graph when the catalog fails', async () => {
    const { catalog, ownership } = setUp();
    catalog.streamEntities.mockReturnValueOnce(pages([component('a', 'o/a')]));
    await ownership.refresh();
    catalog.streamEntities.mockImplementationOnce(() => {
      throw new Error('down');
    });
    expect(await ownership.refresh()).toBe(false);
    expect(ownership.getComponent('component:default/a')).toBeDefined();
  });

  it('tells of changes only, and survives a listener that fails', async () => {
    const { catalog, ownership } = setUp();
    const listener = jest.fn();
    ownership.onChanged(() => {
      throw new Error('broken');
    });
    ownership.onChanged(listener);
    catalog.streamEntities.mockImplementation(() =>
      pages([component('a', 'o/a')]),
    );
    await ownership.refresh();
    await ownership.refresh();
    expect(listener).toHaveBeenCalledTimes(1);
    catalog.streamEntities.mockImplementation(() =>
      pages([component('a', 'o/other')]),
    );
    await ownership.refresh();
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it('tries again soon while the catalog is empty or out of order, later every 30 seconds', async () => {
    jest.useFakeTimers();
    const { catalog, ownership } = setUp();
    catalog.streamEntities
      .mockImplementationOnce(() => {
        throw new Error('down');
      })
      .mockReturnValueOnce(pages([]))
      .mockImplementation(() => pages([component('a', 'o/a')]));
    await ownership.start();
    expect(ownership.getComponents()).toEqual([]);
    await jest.advanceTimersByTimeAsync(2_000);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(ownership.getComponents()).toHaveLength(1);
    expect(catalog.streamEntities).toHaveBeenCalledTimes(3);
    await jest.advanceTimersByTimeAsync(29_000);
    expect(catalog.streamEntities).toHaveBeenCalledTimes(3);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(catalog.streamEntities).toHaveBeenCalledTimes(4);
    ownership.stop();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(catalog.streamEntities).toHaveBeenCalledTimes(4);
  });
});
