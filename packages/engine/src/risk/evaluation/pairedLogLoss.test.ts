import { logLoss } from './metrics';
import { pairedLogLoss } from './pairedLogLoss';

describe('pairedLogLoss', () => {
  it('is the difference of both log losses with the standard error of its mean', () => {
    const labels = [1, 0, 1, 0];
    const first = [0.5, 0.5, 0.5, 0.5];
    const second = [0.8, 0.2, 0.4, 0.4];
    const paired = pairedLogLoss({ labels, first, second });
    expect(paired.n).toBe(4);
    expect(paired.first).toBeCloseTo(logLoss(labels, first), 12);
    expect(paired.second).toBeCloseTo(logLoss(labels, second), 12);
    expect(paired.difference).toBeCloseTo(paired.first - paired.second, 12);
    // Differences ln 1.6, ln 1.6, ln 0.8, ln 1.2.
    const differences = [1.6, 1.6, 0.8, 1.2].map(Math.log);
    const mean = differences.reduce((a, b) => a + b) / 4;
    const variance =
      differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / 3;
    expect(paired.standardError).toBeCloseTo(Math.sqrt(variance / 4), 12);
  });

  it('has no standard error for one row and none to speak of for equal models', () => {
    expect(
      pairedLogLoss({ labels: [1], first: [0.5], second: [0.6] }).standardError,
    ).toBeUndefined();
    expect(
      pairedLogLoss({ labels: [1, 0], first: [0.5, 0.1], second: [0.5, 0.1] }),
    ).toMatchObject({ difference: 0, standardError: 0 });
  });

  it('refuses models of other rows', () => {
    expect(() =>
      pairedLogLoss({ labels: [1, 0], first: [0.5, 0.1], second: [0.5] }),
    ).toThrow('got 2 and 1');
  });
});
