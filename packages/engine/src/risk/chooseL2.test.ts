import { chooseL2, poolEqually, type OrderedRows } from './chooseL2';
import { riskFeatures } from './riskFeatures';

const features = riskFeatures.slice(4, 6);

/** Deterministic draws: a linear congruential generator, Numerical Recipes. */
function project(seed: number, count: number, slope: number): OrderedRows {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const rows = Float64Array.from({ length: 2 * count }, () =>
    Math.floor(200 * random()),
  );
  return {
    rows,
    labels: Array.from({ length: count }, (_, row) =>
      random() <
      1 / (1 + Math.exp(4 * slope - slope * Math.log1p(rows[2 * row])))
        ? 1
        : 0,
    ),
  };
}

describe('chooseL2', () => {
  it('prefers weak shrinkage where there is much to learn and strong where there is only noise', () => {
    const candidates = [0.01, 10_000];
    const clear = [project(1, 800, 3), project(2, 400, 3)];
    const noise = [project(3, 60, 0), project(4, 60, 0)];
    expect(chooseL2({ projects: clear, features, candidates }).l2).toBe(0.01);
    expect(chooseL2({ projects: noise, features, candidates }).l2).toBe(10_000);
  });

  it('tells the loss of each candidate', () => {
    const { l2, losses } = chooseL2({
      projects: [project(1, 300, 2)],
      features,
      candidates: [1, 1, 3],
    });
    expect(losses.map(loss => loss.l2)).toEqual([1, 1, 3]);
    expect(losses[0].logLoss).toBe(losses[1].logLoss);
    expect(losses.find(loss => loss.l2 === l2)?.logLoss).toBe(
      Math.min(...losses.map(({ logLoss }) => logLoss)),
    );
  });

  it('does not look at rows after the share to fit on when it fits', () => {
    const whole = project(1, 300, 2);
    const flipped = Array.from(whole.labels, (label, row) =>
      row < 240 ? label : 1 - label,
    );
    const loss = (labels: ArrayLike<number>) =>
      chooseL2({
        projects: [{ rows: whole.rows, labels }],
        features,
        candidates: [1],
      }).losses[0].logLoss;
    // The same fit predicts the flipped rows badly; a fit on them would not.
    expect(loss(flipped)).toBeGreaterThan(loss(whole.labels) + 0.5);
  });

  it('refuses an empty choice', () => {
    expect(() =>
      chooseL2({ projects: [project(1, 50, 1)], features, candidates: [] }),
    ).toThrow('There is no l2 to choose from');
  });
});

describe('poolEqually', () => {
  it('gives each project the same weight and a group of its own', () => {
    const pooled = poolEqually([
      { rows: Float64Array.of(1, 2), labels: [1, 0] },
      { rows: Float64Array.of(3, 4, 5, 6), labels: [0, 0, 1, 1] },
    ]);
    expect([...pooled.rows]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...pooled.labels]).toEqual([1, 0, 0, 0, 1, 1]);
    expect([...pooled.weights]).toEqual([0.5, 0.5, 0.25, 0.25, 0.25, 0.25]);
    expect([...pooled.groups]).toEqual([0, 0, 1, 1, 1, 1]);
  });
});
