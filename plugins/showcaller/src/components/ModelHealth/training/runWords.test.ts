import { runningTraining, sampleRuns } from '../../../__testUtils__/models';
import { isActiveRun, runFacts, runProgress } from './runWords';

describe('a training', () => {
  it('says what it is doing, how far it is and how long it takes', () => {
    expect(runProgress(runningTraining)).toBe(
      'growing trees (bag 2 of 3), 62 %, about 19 s to go',
    );
    expect(runProgress({ ...runningTraining, etaSeconds: undefined })).toBe(
      'growing trees (bag 2 of 3), 62 %',
    );
  });

  it('says what it was made from and how long it took', () => {
    expect(runFacts(sampleRuns()[0])).toBe(
      '2,140 deployments, 265 failures, in 41 s',
    );
    expect(runFacts(runningTraining)).toBe('2,140 deployments, 265 failures');
    expect(runFacts({ ...runningTraining, labelSource: 'changes' })).toBe(
      '2,140 changes, 265 failures',
    );
    expect(
      runFacts({ ...runningTraining, rows: undefined, positives: undefined }),
    ).toBe('');
  });

  it('changes by itself until it is over', () => {
    expect(isActiveRun(runningTraining)).toBe(true);
    expect(isActiveRun(sampleRuns()[0])).toBe(false);
    expect(isActiveRun(undefined)).toBe(false);
  });
});
