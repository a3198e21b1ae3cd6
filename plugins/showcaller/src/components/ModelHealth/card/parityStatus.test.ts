import { formatDifference, parityStatus } from './parityStatus';

describe('parityStatus', () => {
  it.each([
    [0, 'held'],
    [1e-5, 'held'],
    [1.1e-5, 'broken'],
    [NaN, 'broken'],
  ])('takes a difference of %d for %s', (maxDifference, word) => {
    expect(parityStatus({ rows: 64, maxDifference }).word).toBe(word);
  });

  it('does not claim what was not compared', () => {
    expect(parityStatus(undefined)).toEqual({
      word: 'unknown',
      tone: 'neutral',
    });
  });

  it.each([
    [0.02, '0.02'],
    [7.14e-8, '7.1e-8'],
    [0, '0'],
  ])('writes %d as %s', (difference, text) => {
    expect(formatDifference(difference)).toBe(text);
  });
});
