import { riskFeatures, type RiskFeatureName } from '@showcaller/engine/risk';
import { exampleRiskModel } from '../__fixtures__/exampleModel';

const WIDTH = riskFeatures.length;
const at = (name: RiskFeatureName) =>
  riskFeatures.findIndex(feature => feature.name === name);

function rowOf(values: Partial<Record<RiskFeatureName, number>>): Float32Array {
  return Float32Array.from(riskFeatures, ({ name }) => values[name] ?? NaN);
}

const sumOf = (values: Array<number | undefined>) =>
  values.reduce<number>((sum, value = 0) => sum + value, 0);

describe('LoadedRiskModel', () => {
  const model = exampleRiskModel();

  it('gives the margin, the calibrated log-odds and the probability of each row', async () => {
    const [{ margin, logOdds, probability }] = await model.evaluate(
      rowOf({ la: 500, nf: 9, flaky: 0 }),
    );
    expect(margin).toBeCloseTo(0.5 + 1 + 1 + 0.25 - 0.5, 6);
    expect(logOdds).toBeCloseTo(1.5 * margin + 0.1, 9);
    expect(probability).toBeCloseTo(1 / (1 + Math.exp(-logOdds)), 9);
  });

  it('evaluates long lists in parts, the same as one by one', async () => {
    const rows = new Float32Array(700 * WIDTH).fill(NaN);
    for (let row = 0; row < 700; row++) {
      rows[row * WIDTH + at('la')] = row;
    }
    const all = await model.evaluate(rows);
    expect(all).toHaveLength(700);
    await expect(
      model.evaluate(rows.subarray(600 * WIDTH, 601 * WIDTH)),
    ).resolves.toEqual([all[600]]);
  });

  it('shows shares that add up to the margin, with one for all that is not known', async () => {
    const row = rowOf({ la: 500, nf: 9 });
    const [{ margin }] = await model.evaluate(row);
    const { contributions, unknownContribution, effects } = await model.explain(
      row,
    );
    expect(contributions[at('flaky')]).toBeUndefined();
    expect(effects[at('flaky')]).toBeUndefined();
    // Unknown goes right in the example: as if there were more than one flaky test.
    expect(unknownContribution).toBeCloseTo(0.5, 6);
    expect(
      model.baseMargin + sumOf(contributions) + (unknownContribution ?? NaN),
    ).toBeCloseTo(margin, 9);
    expect(effects[at('la')]).toBeGreaterThan(0.2);
  });

  it('is less sure where signals are missing, and its interval holds the probability', async () => {
    const interval = async (flaky?: number) =>
      (await model.explain(rowOf({ la: 50, nf: 2, flaky }))).interval;
    const [none, many, unknown] = [
      await interval(0),
      await interval(9),
      await interval(),
    ];
    expect(unknown?.low).toBe(none?.low);
    expect(unknown?.high).toBe(many?.high);
    expect(none?.low).toBeLessThan(many?.low ?? NaN);
    const [{ probability }] = await model.evaluate(rowOf({ la: 50, nf: 2 }));
    expect(unknown?.low).toBeLessThanOrEqual(probability);
    expect(unknown?.high).toBeGreaterThanOrEqual(probability);
  });

  it('has no interval without a table', async () => {
    const { interval } = await exampleRiskModel({
      vennAbers: undefined,
    }).explain(rowOf({ la: 1, nf: 1 }));
    expect(interval).toBeUndefined();
  });

  it('tells the leaf of every tree', () => {
    expect(model.leaves(rowOf({ la: 50, nf: 2, flaky: 0 }))).toEqual(
      Int32Array.of(2, 4, 7, 10, 13),
    );
  });

  it.each<[string, Float32Array, string]>([
    [
      'a row of another width',
      new Float32Array(WIDTH - 1),
      `A row has ${WIDTH} values, one per feature of the schema; got ${
        WIDTH - 1
      } values`,
    ],
    [
      'a value that cannot be',
      rowOf({ la: -1 }),
      "Feature 'la' must be at least 0 and finite, got -1",
    ],
    [
      'an infinite value',
      rowOf({ nf: Infinity }),
      "Feature 'nf' must be at least 0 and finite, got Infinity",
    ],
  ])('refuses %s', async (_, rows, message) => {
    await expect(model.evaluate(rows)).rejects.toThrow(message);
  });
});
