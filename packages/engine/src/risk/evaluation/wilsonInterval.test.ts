import fc from 'fast-check';
import { wilsonInterval } from './wilsonInterval';

describe('wilsonInterval', () => {
  // Newcombe 1998 (Statistics in Medicine 17), table I, method 3 (score without continuity correction).
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %p in %p is %p to %p', (count, n, low, high) => {
    const rate = wilsonInterval({ count, n });
    expect(rate?.low).toBeCloseTo(low, 4);
    expect(rate?.high).toBeCloseTo(high, 4);
    expect(rate?.rate).toBe(count / n);
  });

  it('holds the rate and stays inside 0 to 1', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (count, others) => {
        fc.pre(count + others > 0);
        const rate = wilsonInterval({ count, n: count + others });
        expect(rate?.low).toBeGreaterThanOrEqual(0);
        expect(rate?.low).toBeLessThanOrEqual(rate?.rate ?? NaN);
        expect(rate?.high).toBeGreaterThanOrEqual(rate?.rate ?? NaN);
        expect(rate?.high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('knows nothing without rows and refuses impossible counts', () => {
    expect(wilsonInterval({ count: 0, n: 0 })).toBeUndefined();
    expect(() => wilsonInterval({ count: 3, n: 2 })).toThrow(
      'There cannot be 3 events in 2 rows',
    );
    expect(() => wilsonInterval({ count: NaN, n: 2 })).toThrow(RangeError);
  });
});
