import { strategyFor } from './strategyFor';

describe('strategyFor', () => {
  it.each([
    ['canary', undefined, 'canary'],
    ['canary', 0.1, 'canary'],
    ['by_risk', undefined, 'rolling'],
    ['by_risk', NaN, 'rolling'],
    ['by_risk', 0.4, 'rolling'],
    ['by_risk', 0.41, 'blue-green'],
    ['by_risk', 0.7, 'blue-green'],
    ['by_risk', 0.71, 'canary'],
  ])('by the table %s a risk of %p starts as %s', (table, risk, strategy) => {
    expect(strategyFor(table, risk)).toBe(strategy);
  });

  it('names the known tables when one does not exist', () => {
    expect(() => strategyFor('toString', 0.1)).toThrow(
      "There is no strategy table 'toString'; known are: canary, by_risk",
    );
  });

  it.each([-0.01, 1.01, Infinity])('refuses a risk of %p', risk => {
    expect(() => strategyFor('canary', risk)).toThrow(
      `A risk is a probability from 0 to 1, got ${risk}`,
    );
  });
});
