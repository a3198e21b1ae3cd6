import { standardError } from './standardError';

describe('standardError', () => {
  it('is that of Hanley and McNeil for the area under a ROC curve', () => {
    // Their example, an area of 0.893 from 51 abnormal and 58 normal images, worked out with their formula.
    const error = standardError('rocAuc', {
      rows: 109,
      positives: 51,
      rocAuc: 0.893,
    });
    expect(error).toBeCloseTo(0.0325, 4);
  });

  it('is that of a share of the failures', () => {
    expect(
      standardError('captureTop10', {
        rows: 1_000,
        positives: 100,
        captureTop10: 0.5,
      }),
    ).toBeCloseTo(0.05, 12);
  });

  it('is not known where the counts do not tell', () => {
    const metrics = { rows: 100, positives: 10, logLoss: 0.3, rocAuc: 0.8 };
    expect(standardError('logLoss', metrics)).toBeUndefined();
    expect(standardError('prAuc', metrics)).toBeUndefined();
    expect(
      standardError('rocAuc', { ...metrics, positives: 0 }),
    ).toBeUndefined();
  });
});
