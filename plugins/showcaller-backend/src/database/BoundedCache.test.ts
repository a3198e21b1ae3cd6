import { BoundedCache } from './BoundedCache';

function setUp(limit = 2) {
  const clock = { now: 0 };
  const loads: string[] = [];
  const cache = BoundedCache.create<string, string>({
    limit,
    ttlMs: 100,
    now: () => new Date(clock.now),
  });
  const get = (key: string) =>
    cache.get(key, async () => {
      loads.push(key);
      return key.toUpperCase();
    });
  return { cache, clock, loads, get };
}

describe('BoundedCache', () => {
  it('loads once, also for those who ask meanwhile', async () => {
    const { loads, get } = setUp();
    await expect(Promise.all([get('a'), get('a')])).resolves.toEqual([
      'A',
      'A',
    ]);
    await get('a');
    expect(loads).toEqual(['a']);
  });

  it('loads again after its time, and when told to', async () => {
    const { cache, clock, loads, get } = setUp();
    await get('a');
    clock.now = 99;
    await get('a');
    clock.now = 100;
    await get('a');
    cache.delete('a');
    await get('a');
    expect(loads).toEqual(['a', 'a', 'a']);
  });

  it('lets go of what was not used for the longest time', async () => {
    const { cache, loads, get } = setUp();
    await get('a');
    await get('b');
    await get('a');
    await get('c');
    expect(cache.size).toBe(2);
    await get('a');
    await get('b');
    expect(loads).toEqual(['a', 'b', 'c', 'b']);
  });

  it('can be told, and asked without loading', async () => {
    const { cache, clock, loads } = setUp();
    await expect(cache.peek('a')).resolves.toBeUndefined();
    cache.set('a', 'told');
    await expect(cache.peek('a')).resolves.toBe('told');
    clock.now = 100;
    await expect(cache.peek('a')).resolves.toBeUndefined();
    expect(loads).toEqual([]);
  });

  it('does not remember a failure', async () => {
    const { cache, get } = setUp();
    await expect(
      cache.get('a', async () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await expect(get('a')).resolves.toBe('A');
  });
});
