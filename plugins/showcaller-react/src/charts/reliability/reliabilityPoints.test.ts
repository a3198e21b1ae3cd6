import {
  reliabilityLimit,
  reliabilityPoints,
  summarizeReliability,
} from './reliabilityPoints';

const held = {
  predicted: 0.1,
  observed: 0.12,
  low: 0.08,
  high: 0.17,
  rows: 200,
};
const tooLow = {
  predicted: 0.2,
  observed: 0.4,
  low: 0.3,
  high: 0.51,
  rows: 50,
};
const empty = { predicted: 0.9, observed: 0, low: 0, high: 1, rows: 0 };

describe('reliabilityPoints', () => {
  it('draws the bins that have rows, in order', () => {
    const points = reliabilityPoints([tooLow, empty, held]);
    expect(points.map(point => point.predicted)).toEqual([0.1, 0.2]);
    expect(points[0].whiskers).toEqual([
      expect.closeTo(0.04, 12),
      expect.closeTo(0.05, 12),
    ]);
  });

  it('makes the area of a point grow with its rows', () => {
    const [many, few] = reliabilityPoints([held, tooLow]);
    expect(many.radius / few.radius).toBeCloseTo(2, 12);
  });

  it('ends both axes at the tenth above everything', () => {
    expect(reliabilityLimit(reliabilityPoints([held, tooLow]))).toBe(0.6);
    expect(reliabilityLimit([])).toBe(0.1);
    expect(reliabilityLimit(reliabilityPoints([{ ...held, high: 0.2 }]))).toBe(
      0.2,
    );
  });
});

describe('summarizeReliability', () => {
  it('says in how many bins the predictions hold, and how they fail', () => {
    expect(summarizeReliability(reliabilityPoints([held, tooLow]))).toBe(
      'What was predicted lies within what was observed in 1 of 2 bins. It is too low in 1.',
    );
    expect(summarizeReliability(reliabilityPoints([held]))).toBe(
      'What was predicted lies within what was observed in 1 of 1 bins.',
    );
  });

  it('says so when nothing was compared', () => {
    expect(summarizeReliability([])).toMatch(/^No prediction/);
  });
});
