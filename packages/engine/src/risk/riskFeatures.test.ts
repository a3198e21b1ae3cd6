import { createHash } from 'node:crypto';
import { riskBand } from './riskBand';
import {
  canonicalFeatureSchema,
  riskFeatures,
  toFeatureRow,
  type RiskFeature,
} from './riskFeatures';

describe('riskFeatures', () => {
  it('are the fourteen measures in the order of the training data', () => {
    expect(riskFeatures.map(({ name }) => name).join(',')).toBe(
      'ns,nd,nf,entropy,la,ld,lt,fix,ndev,age,nuc,exp,rexp,sexp',
    );
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

  it('have the schema hash that stored scores refer to', () => {
    expect(
      createHash('sha256').update(canonicalFeatureSchema()).digest('hex'),
    ).toBe('fc956731df19151da09964587abe51bf1b2010f6f0a8f4bb0e3af1d050dc7309');
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
      ...Array.from({ length: 9 }, () => NaN),
    ]);
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
