import { sampleExplanation } from '../../__testUtils__';
import { counterfactualRows } from './counterfactualRows';

const [split] = sampleExplanation().counterfactuals;

describe('counterfactualRows', () => {
  it('says what to do, what is now, and what it would bring', () => {
    expect(counterfactualRows([split])).toEqual([
      {
        key: 'la 400',
        action: 'Split below 400 lines',
        now: 'now: 1,240 lines added',
        change: '0.78 → 0.46',
        before: 0.78,
        after: 0.46,
        reaches: 'elevated',
      },
    ]);
  });

  it('names no band that it would be in anyway', () => {
    expect(
      counterfactualRows([{ ...split, probabilityAfter: 0.74 }])[0].reaches,
    ).toBeUndefined();
  });

  it('puts what brings most first, and leaves out what brings nothing', () => {
    const rows = counterfactualRows([
      { ...split, feature: 'nf', probabilityAfter: 0.7 },
      { ...split, feature: 'ld', probabilityAfter: 0.8 },
      split,
    ]);
    expect(rows.map(row => row.key)).toEqual(['la 400', 'nf 400']);
  });
});
