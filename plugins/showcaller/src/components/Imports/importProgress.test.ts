import { failedImport, runningImport } from '../../__testUtils__/sampleFacts';
import { importProgress, isActive } from './importProgress';

describe('importProgress', () => {
  it('tells count, share, speed and what is left of a running import', () => {
    expect(importProgress(runningImport)).toEqual({
      percent: 24,
      count: '12,000 of 50,000 commits',
      eta: 'about 30 s to go',
      speed: '1,250 commits/s',
    });
  });

  it('claims no share while nobody knows how many commits there are', () => {
    expect(
      importProgress({
        ...runningImport,
        commitsTotal: undefined,
        etaSeconds: undefined,
      }),
    ).toEqual({
      percent: undefined,
      count: '12,000 commits',
      eta: undefined,
      speed: '1,250 commits/s',
    });
  });

  it('promises nothing for an import that failed', () => {
    expect(importProgress({ ...failedImport, etaSeconds: 5 }).eta).toBe(
      undefined,
    );
  });

  it.each([
    [0, 'about 1 s to go'],
    [59.4, 'about 59 s to go'],
    [59.6, 'about 1 min to go'],
    [3_599, 'about 1 h 0 min to go'],
    [5_430, 'about 1 h 31 min to go'],
  ])('words %d seconds as %s', (etaSeconds, eta) => {
    expect(importProgress({ ...runningImport, etaSeconds }).eta).toBe(eta);
  });

  it('never shows more than everything', () => {
    expect(
      importProgress({ ...runningImport, commitsDone: 60_000 }).percent,
    ).toBe(100);
  });

  it('knows which imports change by themselves', () => {
    expect(isActive(runningImport)).toBe(true);
    expect(isActive(failedImport)).toBe(false);
  });
});
