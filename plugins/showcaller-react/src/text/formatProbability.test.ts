import {
  formatInterval,
  formatPoints,
  formatProbability,
  formatShare,
} from './formatProbability';
import { bandOf } from './riskBands';

describe('formatProbability', () => {
  it.each([
    [0.78, '0.78'],
    [0, '0.00'],
    [1, '1.00'],
    [0.001, '<0.01'],
    [0.999, '>0.99'],
    [0.7, '0.70'],
    [0.704, '0.704'],
    [0.7004, '0.7004'],
    [0.3999, '0.3999'],
    [0.398, '0.398'],
    [undefined, 'unknown'],
    [Number.NaN, 'unknown'],
  ])('writes %s as %s', (probability, text) => {
    expect(formatProbability(probability)).toBe(text);
  });

  it('never writes a number of another band than the one it is in', () => {
    for (let step = 1; step < 10_000; step++) {
      const probability = step / 10_000;
      const text = formatProbability(probability).replace(/[<>]/, '');
      expect(bandOf(Number(text))).toBe(bandOf(probability));
    }
  });

  it('writes both ends of an interval', () => {
    expect(formatInterval({ low: 0.69, high: 0.85 })).toBe('0.69–0.85');
  });
});

describe('bandOf', () => {
  it.each([
    [0.39, 'low'],
    [0.4, 'elevated'],
    [0.7, 'elevated'],
    [0.70001, 'high'],
    [undefined, 'unknown'],
    [Number.NaN, 'unknown'],
  ])('puts %s into %s', (probability, band) => {
    expect(bandOf(probability)).toBe(band);
  });
});

describe('formatShare', () => {
  it.each([
    [0, '0 %'],
    [0.004, '<1 %'],
    [0.94, '94 %'],
    [0.998, '>99 %'],
    [1, '100 %'],
  ])('writes %s as %s', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });
});

describe('formatPoints', () => {
  it.each([
    [0.21, '+21 points'],
    [-0.05, '−5 points'],
    [0.01, '+1 point'],
    [0.003, '+0.3 points'],
    [-0.0001, '±0 points'],
    [0.0096, '+1 point'],
    [undefined, 'unknown'],
  ])('writes %s as %s', (effect, text) => {
    expect(formatPoints(effect)).toBe(text);
  });
});
