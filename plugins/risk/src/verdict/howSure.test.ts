import { sampleSignals } from '../__testUtils__';
import { howSure } from './howSure';

const observedAt = '2026-11-20T12:17:00Z';
const known = sampleSignals(observedAt).filter(
  signal => signal.value !== undefined,
);
const missing = sampleSignals(observedAt).filter(
  signal => signal.value === undefined,
);

describe('howSure', () => {
  it.each([
    [
      { low: 0.74, high: 0.82 },
      'Quite sure: changes that looked like this one allow 0.74–0.82, all of it high risk.',
    ],
    [
      { low: 0.69, high: 0.85 },
      'Fairly sure: changes that looked like this one allow 0.69–0.85, from elevated to high risk.',
    ],
    [
      { low: 0.35, high: 0.6 },
      'Not very sure: changes that looked like this one allow 0.35–0.60, from low to elevated risk.',
    ],
    [
      { low: 0.2, high: 0.9 },
      'Hardly sure: changes that looked like this one allow 0.20–0.90, from low to high risk.',
    ],
  ])('puts %j into words', (interval, words) => {
    expect(howSure({ probability: 0.5, interval, signals: known })).toBe(words);
  });

  it('counts what is not known', () => {
    const signals = [...known.slice(0, 3), missing[0]];
    expect(
      howSure({
        probability: 0.2,
        interval: { low: 0.18, high: 0.22 },
        signals,
      }),
    ).toMatch(/all of it low risk\. 1 of 4 signals is not known\.$/);
  });

  it('says when there is no interval, and nothing when there is no risk', () => {
    expect(howSure({ probability: 0.2, signals: known })).toMatch(
      /^Nobody can say how sure/,
    );
    expect(howSure({ signals: missing })).toBeUndefined();
  });
});
