import { createHash } from 'node:crypto';
import { riskBand } from './riskBand';
import {
  canonicalFeatureSchema,
  kameiFeatures,
  riskFeatureGroups,
  riskFeatures,
  toFeatureRow,
  type RiskFeature,
} from './riskFeatures';

describe('riskFeatures', () => {
  it('begin with the fourteen measures in the order of the training data', () => {
    const names = 'ns,nd,nf,entropy,la,ld,lt,fix,ndev,age,nuc,exp,rexp,sexp';
    expect(kameiFeatures.map(({ name }) => name).join(',')).toBe(names);
    expect(riskFeatures.slice(0, 14)).toEqual(kameiFeatures);
  });

  it('are thirty-seven with different names, in every group that is shown', () => {
    expect(new Set(riskFeatures.map(({ name }) => name)).size).toBe(37);
    expect(new Set(riskFeatures.map(({ group }) => group))).toEqual(
      new Set(riskFeatureGroups),
    );
  });

  it('may fall below 0 only where a change is measured', () => {
    expect(
      riskFeatures.filter(({ minimum }) => minimum < 0).map(({ name }) => name),
    ).toEqual(['testtrend', 'perfdelta', 'budgetleft']);
    expect(
      riskFeatures.filter(
        ({ minimum, transform }) => minimum < 0 && transform !== 'identity',
      ),
    ).toEqual([]);
  });

  it('have a schema that wording does not change and meaning does', () => {
    const reworded: RiskFeature[] = riskFeatures.map(feature => ({
      ...feature,
      label: 'other words',
    }));
    expect(canonicalFeatureSchema(reworded)).toBe(canonicalFeatureSchema());
    const other: RiskFeature[] = riskFeatures.map(feature => ({
      ...feature,
      transform: 'identity',
    }));
    expect(canonicalFeatureSchema(other)).not.toBe(canonicalFeatureSchema());
  });

  it.each([
    [
      'all of them',
      riskFeatures,
      '3f41b2b707ecc2b8cfe0e7751e12586d3a59be41542ccc7149cd0764a8fa3969',
    ],
    [
      'the change measures, as stored scores of the first model',
      kameiFeatures,
      'fc956731df19151da09964587abe51bf1b2010f6f0a8f4bb0e3af1d050dc7309',
    ],
  ])('have the schema hash that %s refer to', (_, features, hash) => {
    expect(
      createHash('sha256')
        .update(canonicalFeatureSchema(features))
        .digest('hex'),
    ).toBe(hash);
  });
});

describe('toFeatureRow', () => {
  it('puts values in order and NaN where one is unknown', () => {
    const row = toFeatureRow({ la: 10, ns: 2, age: NaN });
    expect(row).toBeInstanceOf(Float32Array);
    expect([...row]).toEqual([
      2,
      NaN,
      NaN,
      NaN,
      10,
      ...Array.from({ length: 32 }, () => NaN),
    ]);
  });

  it('takes values below 0 where the feature has them', () => {
    const row = toFeatureRow({ testtrend: -0.25, perfdelta: -1 });
    const at = (wanted: string) =>
      row[riskFeatures.findIndex(({ name }) => name === wanted)];
    expect(at('testtrend')).toBe(-0.25);
    expect(at('perfdelta')).toBe(-1);
    expect(() => toFeatureRow({ perfdelta: -1.5 })).toThrow(
      "Feature 'perfdelta' must be at least -1 and finite, got -1.5",
    );
  });

  it.each([-1, Infinity])('refuses %p', value => {
    expect(() => toFeatureRow({ la: value })).toThrow(
      `Feature 'la' must be at least 0 and finite, got ${value}`,
    );
  });
});

describe('riskBand', () => {
  it.each([
    [0, 'low'],
    [0.4, 'low'],
    [0.4 + 2 ** -53, 'elevated'],
    [0.7, 'elevated'],
    [0.7 + 2 ** -53, 'high'],
    [1, 'high'],
    [undefined, 'unknown'],
    [NaN, 'unknown'],
  ])('of %p is %s', (probability, band) => {
    expect(riskBand(probability)).toBe(band);
  });

  it.each([-0.1, 1.1])('refuses %p', probability => {
    expect(() => riskBand(probability)).toThrow('from 0 to 1');
  });
});
