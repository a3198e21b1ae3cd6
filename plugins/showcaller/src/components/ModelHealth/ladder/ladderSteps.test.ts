import { sampleLadder } from '../../../__testUtils__/models';
import { ladderSentence, ladderSteps, reasonLines } from './ladderSteps';

const young = sampleLadder({
  rung: 'prior',
  labels: 31,
  positives: 4,
  next: { rung: 'calibrated', labels: 50, positives: 10 },
});

describe('ladderSteps', () => {
  it('says which rungs are done, which is current and what the next one needs', () => {
    expect(ladderSteps({ ladder: young, serving: 'prior' })).toEqual([
      { rung: 'prior', state: 'current', needs: [] },
      {
        rung: 'calibrated',
        state: 'next',
        needs: [
          { what: 'labels', have: 31, need: 50, percent: 62 },
          { what: 'positives', have: 4, need: 10, percent: 40 },
        ],
      },
      { rung: 'boosted', state: 'later', needs: [] },
      { rung: 'local', state: 'later', needs: [] },
    ]);
  });

  it('has nothing next at the top', () => {
    const steps = ladderSteps({
      ladder: sampleLadder({ rung: 'local', next: undefined }),
      serving: 'local',
    });
    expect(steps.map(step => step.state)).toEqual([
      'done',
      'done',
      'done',
      'current',
    ]);
  });

  it('tells rungs that there is enough for and whose model is not better from those that are still ahead', () => {
    const next = { rung: 'local' as const, labels: 2_000, positives: 0 };
    const steps = ladderSteps({
      ladder: sampleLadder({ rung: 'boosted', labels: 700, next }),
      serving: 'prior',
    });
    expect(steps.map(step => step.state)).toEqual([
      'current',
      'tried',
      'tried',
      'next',
    ]);
  });

  it('asks for no failures where a rung needs none', () => {
    const next = { rung: 'boosted' as const, labels: 500, positives: 0 };
    const step = ladderSteps({
      ladder: sampleLadder({ rung: 'calibrated', labels: 600, next }),
      serving: 'calibrated',
    })[2];
    expect(step.needs).toEqual([
      { what: 'labels', have: 600, need: 500, percent: 100 },
    ]);
  });
});

describe('ladderSentence', () => {
  it('says what is missing, and what waits', () => {
    expect(ladderSentence(young)).toBe(
      'The next rung needs 19 more outcomes and 6 more failures. 87 deployments wait 7 days until their outcome counts.',
    );
  });

  it('says when there is enough, and when there is no next', () => {
    expect(
      ladderSentence({ ...young, labels: 60, positives: 11, maturing: 0 }),
    ).toBe('There is enough for the next rung; the next training tries it.');
    expect(ladderSentence(sampleLadder({ next: undefined, maturing: 0 }))).toBe(
      'There are enough outcomes for every rung.',
    );
  });
});

describe('reasonLines', () => {
  it('lists by what failures are known, most frequent first', () => {
    expect(reasonLines(sampleLadder())[0]).toBe('it was rolled back: 131');
    expect(reasonLines(sampleLadder({ reasons: undefined }))).toEqual([]);
  });
});
