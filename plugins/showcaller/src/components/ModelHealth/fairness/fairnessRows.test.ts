import { sampleFairness } from '../../../__testUtils__/models';
import { fairnessLines, fairnessSentence } from './fairnessRows';

describe('fairnessLines', () => {
  it('lists teams, then tiers, the small ones last', () => {
    expect(fairnessLines(sampleFairness()).map(line => line.group)).toEqual([
      'group:default/payments',
      'group:default/storefront',
      'group:default/search',
      'tier 1',
      'tier 2',
    ]);
  });

  it('gives each rate its interval, and none where there is too little', () => {
    const lines = fairnessLines(sampleFairness());
    expect(lines[0]).toMatchObject({
      falseAlarms: '8.2 % (6.1–11 %)',
      missed: '48 % (38–58 %)',
      tooSmall: false,
    });
    expect(lines[2]).toMatchObject({
      falseAlarms: 'too few to say',
      tooSmall: true,
    });
  });
});

describe('fairnessSentence', () => {
  const rows = sampleFairness();

  it('says when nobody is treated worse', () => {
    expect(fairnessSentence(rows)).toMatch(/^The intervals overlap/);
  });

  it('names who is, by intervals that do not overlap', () => {
    const apart = rows.map((row, index) =>
      index === 2
        ? { ...row, falsePositiveRate: { value: 0.3, low: 0.25, high: 0.36 } }
        : row,
    );
    expect(fairnessSentence(apart)).toBe(
      'Called risky without cause more often than others: payments.',
    );
  });

  it('compares nothing with too little', () => {
    expect(fairnessSentence(rows.slice(0, 1))).toMatch(/^There are too few/);
  });
});
