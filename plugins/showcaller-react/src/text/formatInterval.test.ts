import { formatMeasureInterval, formatShareInterval } from './formatInterval';
import { formatMeasure, formatPercent } from './formatNumber';
import { formatSeconds } from './formatSeconds';

describe('formatPercent', () => {
  it.each([
    [0, '0 %'],
    [0.0001, '<0.1 %'],
    [0.003, '0.3 %'],
    [0.124, '12.4 %'],
    [0.1, '10 %'],
    [0.4567, '46 %'],
    [0.996, '99.6 %'],
    [0.9999, '100 %'],
    [1, '100 %'],
    [-0.012, '−1.2 %'],
  ])('writes %d as %s', (share, text) => {
    expect(formatPercent(share)).toBe(text);
  });
});

describe('formatMeasure', () => {
  it.each([
    [0.81234, '0.812'],
    [-0.0034, '−0.003'],
    [-0.0001, '0.000'],
    [undefined, 'unknown'],
    [NaN, 'unknown'],
  ])('writes %d as %s', (value, text) => {
    expect(formatMeasure(value)).toBe(text);
  });
});

describe('intervals', () => {
  it('stand behind the share they belong to, with one unit', () => {
    expect(formatShareInterval({ value: 0.46, low: 0.38, high: 0.54 })).toBe(
      '46 % (38–54 %)',
    );
    expect(
      formatShareInterval({ value: 0.005, low: -0.012, high: 0.021 }),
    ).toBe('0.5 % (−1.2 % to 2.1 %)');
  });

  it('stand behind the measure they belong to', () => {
    expect(
      formatMeasureInterval({ value: 0.012, low: -0.0031, high: 0.027 }),
    ).toBe('0.012 (−0.003 to 0.027)');
  });
});

describe('formatSeconds', () => {
  it.each([
    [0, '1 s'],
    [59.4, '59 s'],
    [59.6, '1 min'],
    [5_430, '1 h 31 min'],
  ])('says %d seconds as %s', (seconds, text) => {
    expect(formatSeconds(seconds)).toBe(text);
  });
});
