import { backfillCount, isBackfillActive } from './backfillWords';

describe('a backfill', () => {
  it.each([
    ['queued', true],
    ['running', true],
    ['waiting', true],
    ['done', false],
    ['failed', false],
    ['cancelled', false],
  ] as const)('that is %s changes by itself: %s', (status, active) => {
    expect(isBackfillActive({ status })).toBe(active);
  });

  it('says what it brought and what it cost', () => {
    expect(backfillCount({ itemsStored: 2_804, requests: 341 })).toBe(
      '2,804 events with 341 requests',
    );
    expect(backfillCount({ itemsStored: 0, requests: 1 })).toBe(
      '0 events with 1 request',
    );
  });
});
