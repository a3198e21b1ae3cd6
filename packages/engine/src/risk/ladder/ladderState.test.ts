import { ladderState } from './ladderState';

describe('ladderState', () => {
  it.each([
    [0, 0, 'prior', 'calibrated'],
    [49, 20, 'prior', 'calibrated'],
    [50, 9, 'prior', 'calibrated'],
    [50, 10, 'calibrated', 'boosted'],
    [499, 100, 'calibrated', 'boosted'],
    [500, 100, 'boosted', 'local'],
    [1999, 100, 'boosted', 'local'],
    [2000, 100, 'local', undefined],
    // Many labels of one kind teach nothing.
    [3000, 9, 'prior', 'calibrated'],
    [60, 55, 'prior', 'calibrated'],
  ])(
    'with %p labels of which %p are failures is %p',
    (labels, positives, rung, next) => {
      const state = ladderState({ labels, positives });
      expect(state.rung).toBe(rung);
      expect(state.next?.rung).toBe(next);
    },
  );

  it('says what the next rung takes', () => {
    expect(ladderState({ labels: 60, positives: 12 })).toEqual({
      rung: 'calibrated',
      next: { rung: 'boosted', labelsNeeded: 500, positivesNeeded: 10 },
    });
    expect(ladderState({ labels: 9999, positives: 900 })).toEqual({
      rung: 'local',
    });
  });

  it.each([
    [1, 2],
    [1, -1],
    [1.5, 1],
    [NaN, 0],
  ])('refuses %p labels with %p failures', (labels, positives) => {
    expect(() => ladderState({ labels, positives })).toThrow(
      `${positives} of ${labels} labels cannot be failures`,
    );
  });
});
