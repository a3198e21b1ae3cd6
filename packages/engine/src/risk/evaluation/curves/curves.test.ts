import fc from 'fast-check';
import { prAuc, rocAuc } from '../metrics';
import { SeededRandom } from '../../trees/SeededRandom';
import { prCurve } from './prCurve';
import { reliabilityCurve } from './reliabilityCurve';
import { rocCurve } from './rocCurve';

function drawn(count: number) {
  const random = SeededRandom.create({ seed: count });
  const scores = Array.from({ length: count }, () => random.next());
  return { scores, labels: scores.map(p => Number(random.next() < p)) };
}

const rows = fc
  .array(fc.tuple(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 8 })), {
    maxLength: 60,
  })
  .map(pairs => ({
    labels: [0, 1, ...pairs.map(([label]) => label)],
    scores: [3, 4, ...pairs.map(([, score]) => score)],
  }));

describe('rocCurve', () => {
  it("is scikit-learn's textbook example", () => {
    expect(
      rocCurve({ labels: [0, 0, 1, 1], scores: [0.1, 0.4, 0.35, 0.8] }),
    ).toEqual({
      auc: 0.75,
      points: [
        { threshold: undefined, falsePositiveRate: 0, truePositiveRate: 0 },
        { threshold: 0.8, falsePositiveRate: 0, truePositiveRate: 0.5 },
        { threshold: 0.4, falsePositiveRate: 0.5, truePositiveRate: 0.5 },
        { threshold: 0.35, falsePositiveRate: 0.5, truePositiveRate: 1 },
        { threshold: 0.1, falsePositiveRate: 1, truePositiveRate: 1 },
      ],
    });
  });

  it('has the area of its points by the trapezoid rule', () => {
    fc.assert(
      fc.property(rows, set => {
        const points = rocCurve(set)?.points ?? [];
        let area = 0;
        for (let i = 1; i < points.length; i++) {
          area +=
            ((points[i].falsePositiveRate - points[i - 1].falsePositiveRate) *
              (points[i].truePositiveRate + points[i - 1].truePositiveRate)) /
            2;
        }
        expect(area).toBeCloseTo(rocAuc(set.labels, set.scores) ?? NaN, 12);
      }),
    );
  });

  it('keeps both ends, at most 200 points and the area to a thousandth', () => {
    const set = drawn(20_000);
    const curve = rocCurve(set);
    const points = curve?.points ?? [];
    expect(points.length).toBeLessThanOrEqual(200);
    expect(points.length).toBeGreaterThan(150);
    expect(points[0].truePositiveRate).toBe(0);
    expect(points[points.length - 1].falsePositiveRate).toBe(1);
    let area = 0;
    for (let i = 1; i < points.length; i++) {
      area +=
        ((points[i].falsePositiveRate - points[i - 1].falsePositiveRate) *
          (points[i].truePositiveRate + points[i - 1].truePositiveRate)) /
        2;
    }
    expect(Math.abs(area - (curve?.auc ?? NaN))).toBeLessThan(1e-3);
  });

  it('needs both classes', () => {
    expect(rocCurve({ labels: [1, 1], scores: [0, 1] })).toBeUndefined();
  });
});

describe('prCurve', () => {
  it("is scikit-learn's textbook example", () => {
    expect(
      prCurve({ labels: [0, 0, 1, 1], scores: [0.1, 0.4, 0.35, 0.8] }),
    ).toEqual({
      prAuc: expect.closeTo(5 / 6, 12),
      prevalence: 0.5,
      points: [
        { threshold: 0.8, recall: 0.5, precision: 1 },
        { threshold: 0.4, recall: 0.5, precision: 0.5 },
        { threshold: 0.35, recall: 1, precision: expect.closeTo(2 / 3, 12) },
        { threshold: 0.1, recall: 1, precision: 0.5 },
      ],
    });
  });

  it('has the area of its points as average precision, and ends at the prevalence', () => {
    fc.assert(
      fc.property(rows, set => {
        const curve = prCurve(set);
        const points = curve?.points ?? [];
        let [area, recall] = [0, 0];
        for (const point of points) {
          area += (point.recall - recall) * point.precision;
          recall = point.recall;
        }
        expect(area).toBeCloseTo(prAuc(set.labels, set.scores) ?? NaN, 12);
        expect(points[points.length - 1].precision).toBeCloseTo(
          curve?.prevalence ?? NaN,
          12,
        );
      }),
    );
  });

  it('keeps at most 200 points and ends at recall 1', () => {
    const points = prCurve(drawn(20_000))?.points ?? [];
    expect(points.length).toBeLessThanOrEqual(200);
    expect(points[points.length - 1].recall).toBe(1);
  });

  it('needs a positive', () => {
    expect(prCurve({ labels: [0], scores: [1] })).toBeUndefined();
  });
});

describe('reliabilityCurve', () => {
  it('follows the diagonal when probabilities are true', () => {
    const { labels, scores } = drawn(20_000);
    for (const binning of ['count', 'width'] as const) {
      const curve = reliabilityCurve({
        labels,
        probabilities: scores,
        binning,
      });
      expect(curve).toHaveLength(10);
      for (const { meanProbability, observed, from, to } of curve) {
        expect(Math.abs(observed.rate - meanProbability)).toBeLessThan(0.04);
        expect(from).toBeLessThanOrEqual(meanProbability);
        expect(to).toBeGreaterThanOrEqual(meanProbability);
      }
    }
  });

  it('puts every row into exactly one bin and never parts equal probabilities', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom('count', 'width'), (set, binning) => {
        const curve = reliabilityCurve({
          labels: set.labels,
          probabilities: set.scores.map(score => score / 8),
          binning: binning as 'count' | 'width',
          bins: 7,
        });
        expect(curve.length).toBeLessThanOrEqual(7);
        expect(curve.reduce((sum, { observed }) => sum + observed.n, 0)).toBe(
          set.labels.length,
        );
        for (let bin = 1; bin < curve.length; bin++) {
          expect(curve[bin].from).toBeGreaterThan(curve[bin - 1].to);
        }
      }),
    );
  });

  it('makes fewer bins of few rows rather than bins of nothing', () => {
    const { labels, scores } = drawn(25);
    expect(reliabilityCurve({ labels, probabilities: scores })).toHaveLength(2);
  });

  it('refuses what is no probability and less than one bin', () => {
    expect(() =>
      reliabilityCurve({ labels: [1], probabilities: [1.2] }),
    ).toThrow('Probabilities must be 0 to 1, got 1.2 to 1.2');
    expect(() =>
      reliabilityCurve({ labels: [1], probabilities: [1], bins: 0 }),
    ).toThrow('At least one bin is needed, got 0');
  });
});
