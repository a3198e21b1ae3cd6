import {
  riskFeatures,
  toFeatureRow,
  type RiskFeatureValues,
} from '../riskFeatures';
import { chooseCounterfactuals, proposeChanges } from './counterfactuals';

const valueOf = (row: Float32Array, name: string) =>
  row[riskFeatures.findIndex(feature => feature.name === name)];

const change: RiskFeatureValues = {
  la: 1200,
  ld: 300,
  nf: 12,
  nd: 6,
  ns: 3,
  entropy: 3,
  lt: 6000,
  nuc: 120,
  exp: 900,
  fix: 0,
};

const propose = (values: RiskFeatureValues) =>
  proposeChanges(toFeatureRow(values));

describe('proposeChanges', () => {
  it('splits a change into parts whose size measures fit to each other', () => {
    const split = propose(change).find(
      ({ feature, to }) => feature === 'la' && to === 399,
    );
    expect(split?.from).toBe(1200);
    const row = split?.row ?? new Float32Array();
    expect(valueOf(row, 'la')).toBe(399);
    expect(valueOf(row, 'ld')).toBe(99);
    expect(valueOf(row, 'nf')).toBe(4);
    expect(valueOf(row, 'nd')).toBe(4);
    expect(valueOf(row, 'ns')).toBe(3);
    expect(valueOf(row, 'lt')).toBe(2000);
    expect(valueOf(row, 'nuc')).toBe(40);
    expect(valueOf(row, 'entropy')).toBeCloseTo((3 * 2) / Math.log2(12), 5);
    expect(valueOf(row, 'exp')).toBe(900);
  });

  it('keeps a change in one file at one file', () => {
    const [split] = propose({ la: 900, nf: 1, nd: 1, ns: 1, entropy: 0 });
    expect(valueOf(split.row, 'nf')).toBe(1);
    expect(valueOf(split.row, 'entropy')).toBe(0);
  });

  it('tries only targets that are better than what is there, and never an unknown signal', () => {
    const targets = (values: RiskFeatureValues) =>
      propose(values).map(({ feature, to }) => [feature, to]);
    expect(targets({ la: 150 })).toEqual([
      ['la', 99],
      ['la', 49],
    ]);
    expect(targets({ la: 10, flaky: 0, depmajor: 2, freeze: 1 })).toEqual([
      ['depmajor', 0],
      ['freeze', 0],
    ]);
    expect(targets({ hour: 11, weekday: 3 })).toEqual([]);
    expect(targets({ hour: 23, weekday: 5 })).toEqual([
      ['hour', 10],
      ['hour', 14],
      ['weekday', 2],
    ]);
    expect(targets({ testpass: 0.9, testtouch: 0.3 })).toEqual([
      ['testpass', 1],
      ['testtouch', 0.4],
    ]);
  });

  it('leaves an unknown signal unknown when a change is split', () => {
    const [split] = propose({ la: 900 });
    expect(valueOf(split.row, 'nf')).toBeNaN();
    expect(valueOf(split.row, 'churn90')).toBeNaN();
  });
});

describe('chooseCounterfactuals', () => {
  const proposals = propose({ la: 1200, flaky: 3, depmajor: 1, concurrent: 2 });

  const choose = (after: Record<string, number>) =>
    chooseCounterfactuals({
      proposals,
      before: 0.74,
      after: proposals.map(
        ({ feature, to }) => after[`${feature} ${to}`] ?? 0.74,
      ),
    });

  it('gives one change per signal, the greatest fall first, and asks for no more than is needed', () => {
    expect(
      choose({
        'la 399': 0.41,
        'la 199': 0.4,
        'la 99': 0.38,
        'la 49': 0.36,
        'flaky 0': 0.3,
      }),
    ).toEqual([
      {
        feature: 'flaky',
        from: 3,
        to: 0,
        probabilityBefore: 0.74,
        probabilityAfter: 0.3,
      },
      {
        feature: 'la',
        from: 1200,
        to: 399,
        probabilityBefore: 0.74,
        probabilityAfter: 0.41,
      },
    ]);
  });

  it('leaves out what would change nothing to speak of, or make it worse', () => {
    expect(choose({ 'depmajor 0': 0.73, 'concurrent 0': 0.8 })).toEqual([]);
  });

  it('refuses another number of probabilities', () => {
    expect(() =>
      chooseCounterfactuals({ proposals, before: 0.5, after: [0.1] }),
    ).toThrow('need as many probabilities, got 1');
  });
});
