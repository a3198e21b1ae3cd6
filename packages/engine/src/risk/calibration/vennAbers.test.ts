import fc from 'fast-check';
import { SeededRandom } from '../trees/SeededRandom';
import { sigmoid } from '../linearModel';
import { fitVennAbers } from './fitVennAbers';
import { poolAdjacentViolators } from './poolAdjacentViolators';
import { vennAbersInterval } from './vennAbersInterval';

/** The definition: isotonic regression of all rows and the new one with the label it is given, read at the new one. */
function bruteForce(
  rows: ReadonlyArray<{ label: number; margin: number }>,
  at: number,
  label: number,
): number {
  const all = [...rows, { label, margin: at }];
  const margins = [...new Set(all.map(({ margin }) => margin))].sort(
    (a, b) => a - b,
  );
  const groups = margins.map(margin =>
    all.filter(row => row.margin === margin),
  );
  const index = margins.indexOf(at);
  const block = poolAdjacentViolators(
    groups.map(group => group.reduce((sum, row) => sum + row.label, 0)),
    groups.map(group => group.length),
  ).find(({ first, last }) => first <= index && index <= last);
  return block?.mean ?? NaN;
}

const someRows = fc
  .array(
    fc.record({
      label: fc.constantFrom(0, 1),
      margin: fc.integer({ min: 0, max: 12 }),
    }),
    { maxLength: 60 },
  )
  .map(rows => [...rows, { label: 0, margin: 3 }, { label: 1, margin: 8 }]);

function fit(rows: ReadonlyArray<{ label: number; margin: number }>) {
  return fitVennAbers({
    labels: rows.map(({ label }) => label),
    margins: rows.map(({ margin }) => margin),
  });
}

describe('vennAbersInterval', () => {
  it('equals two isotonic regressions with the new row in them, on, between and beyond the margins seen', () => {
    fc.assert(
      fc.property(someRows, rows => {
        const table = fit(rows);
        for (let at = -0.5; at <= 12.5; at += 0.5) {
          const { low, high, merged } = vennAbersInterval(table, at);
          expect(low).toBeCloseTo(bruteForce(rows, at, 0), 12);
          expect(high).toBeCloseTo(bruteForce(rows, at, 1), 12);
          expect(merged).toBeGreaterThanOrEqual(low - 1e-12);
          expect(merged).toBeLessThanOrEqual(high + 1e-12);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is 0 to something below all margins and something to 1 above them', () => {
    const table = fit([
      { label: 0, margin: -1 },
      { label: 1, margin: 1 },
    ]);
    expect(vennAbersInterval(table, -5)).toEqual({
      low: 0,
      high: 0.5,
      merged: 1 / 3,
    });
    expect(vennAbersInterval(table, 5)).toEqual({
      low: 0.5,
      high: 1,
      merged: 2 / 3,
    });
  });

  it('narrows as labels arrive, and one of its ends is calibrated', () => {
    const draw = (count: number, seed: number) => {
      const random = SeededRandom.create({ seed: seed });
      return Array.from({ length: count }, () => {
        const margin = 6 * random.next() - 4;
        return { margin, label: Number(random.next() < sigmoid(margin - 0.5)) };
      });
    };
    const widths = [60, 600, 6000].map(count => {
      const table = fit(draw(count, 3));
      const later = draw(4000, 4).map(({ margin, label }) => ({
        label,
        ...vennAbersInterval(table, margin),
      }));
      const mean = (of: (row: (typeof later)[number]) => number) =>
        later.reduce((sum, row) => sum + of(row), 0) / later.length;
      const observed = mean(({ label }) => label);
      // Three standard errors of 4,000 draws and of the labels fitted on.
      const noise = 3 * Math.sqrt(0.25 / 4000 + 0.25 / count);
      expect(mean(({ low }) => low)).toBeLessThan(observed + noise);
      expect(mean(({ high }) => high)).toBeGreaterThan(observed - noise);
      return mean(({ low, high }) => high - low);
    });
    expect(widths[0]).toBeGreaterThan(2 * widths[1]);
    expect(widths[1]).toBeGreaterThan(2 * widths[2]);
  });

  it('stores 100,000 labels in some hundreds of numbers, within a second', () => {
    const random = SeededRandom.create({ seed: 5 });
    const margins = Array.from(
      { length: 100_000 },
      () => 6 * random.next() - 3,
    );
    const labels = margins.map(margin =>
      Number(random.next() < sigmoid(margin)),
    );
    const table = fitVennAbers({ labels, margins });
    expect(table.count).toBe(100_000);
    expect(table.low.length).toBe(table.lowFrom.length);
    expect(table.high.length).toBe(table.highUpTo.length);
    expect(table.low.length + table.high.length).toBeLessThan(5000);
  });

  it('refuses one class, and a margin that is no number', () => {
    expect(() =>
      fit(
        [
          { label: 1, margin: 0 },
          { label: 1, margin: 2 },
        ].slice(1),
      ),
    ).toThrow(
      'Both classes are needed to calibrate: 1 of 1 labels are positive',
    );
    expect(() =>
      vennAbersInterval(
        fit([
          { label: 0, margin: 0 },
          { label: 1, margin: 1 },
        ]),
        NaN,
      ),
    ).toThrow('A margin must be a finite number, got NaN');
  });
});
