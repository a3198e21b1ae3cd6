import { SeededRandom } from '../trees/SeededRandom';
import { sigmoid } from '../linearModel';
import { ablation } from './ablation';
import { maskColumns } from './maskColumns';

describe('ablation', () => {
  const random = SeededRandom.create({ seed: 3 });
  const count = 2000;
  const rows = Float32Array.from(
    { length: 2 * count },
    () => 4 * random.next() - 2,
  );
  const labels = Array.from({ length: count }, (_, row) =>
    Number(random.next() < sigmoid(2 * rows[2 * row])),
  );
  const groups = [
    { group: 'noise', columns: [1] },
    { group: 'signal', columns: [0] },
  ];
  /** The true model; an unknown signal counts as 0. */
  const probabilities = (seen: Float32Array) =>
    labels.map((_, row) => {
      const signal = seen[2 * row];
      return sigmoid(2 * (Number.isNaN(signal) ? 0 : signal));
    });

  it('ranks groups by what is lost without them', () => {
    const asked: number[][] = [];
    const result = ablation({
      labels,
      groups,
      probabilitiesWithout: columns => {
        asked.push([...columns]);
        return probabilities(maskColumns({ rows, width: 2, columns }));
      },
    });
    expect(asked).toEqual([[], [1], [0]]);
    expect(result.groups.map(({ group }) => group)).toEqual([
      'signal',
      'noise',
    ]);
    const [signal, noise] = result.groups;
    // Without the signal every probability is 0.5: ln 2.
    expect(signal.scores.logLoss).toBeCloseTo(Math.LN2, 12);
    expect(signal.scores.rocAuc).toBe(0.5);
    expect(signal.logLossIncrease).toBeCloseTo(
      Math.LN2 - result.full.logLoss,
      12,
    );
    expect(signal.logLossIncrease).toBeGreaterThan(
      10 * (signal.standardError ?? NaN),
    );
    expect(noise.logLossIncrease).toBe(0);
  });
});

describe('maskColumns', () => {
  it('makes columns unknown in a copy', () => {
    const rows = Float32Array.of(1, 2, 3, 4);
    expect(maskColumns({ rows, width: 2, columns: [1] })).toEqual(
      Float32Array.of(1, NaN, 3, NaN),
    );
    expect(rows).toEqual(Float32Array.of(1, 2, 3, 4));
  });

  it('refuses columns that are not there and rows of another width', () => {
    const rows = Float32Array.of(1, 2, 3, 4);
    expect(() => maskColumns({ rows, width: 2, columns: [2] })).toThrow(
      'There is no column 2 in 2',
    );
    expect(() => maskColumns({ rows, width: 3, columns: [] })).toThrow(
      '4 values are no rows of 3',
    );
  });
});
