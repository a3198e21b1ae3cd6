import { formatNumber } from './formatNumber';
import { humanizeSignal } from './humanizeSignal';

describe('humanizeSignal', () => {
  it.each([
    ['la', 1240, 'lines', '1,240 lines added'],
    ['la', 1, 'lines', '1 line added'],
    ['ld', 310, 'lines', '310 lines deleted'],
    ['nf', 31, 'files', '31 files touched'],
    ['nd', 1, 'folders', '1 folder touched'],
    ['ns', 2, 'folders', '2 top-level folders touched'],
    ['lt', 12400, 'lines', '12,400 lines in the touched files before'],
    ['fix', 1, '', 'says it fixes something'],
    ['fix', 0, '', 'does not say it is a fix'],
    ['ndev', 7, 'people', '7 people have changed these files'],
    ['ndev', 1, 'people', '1 person has changed these files'],
    ['age', 3.2, 'days', 'files last touched 3 days before'],
    ['age', 0.4, 'days', 'files last touched less than a day before'],
    ['age', 0, 'days', 'touched files are new or were changed the same day'],
    ['nuc', 240, 'changes', 'these files changed 240 times so far'],
    ['entropy', 0, 'bits', 'all in one file'],
    ['entropy', 3, 'bits', 'spread as over 8 files (3 bits)'],
    ['exp', 540, '', 'written with 540 earlier file changes here'],
    ['rexp', 12.34, '', 'recent experience worth about 12 file changes'],
    ['rexp', 0.2, '', 'recent experience worth less than 1 file change'],
    ['sexp', 80, 'files', '80 files known in the touched parts'],
    ['sexp', 65.6, 'files', 'about 66 files known in the touched parts'],
    ['nuc', 1.2, 'changes', 'these files changed about 1 time so far'],
  ])('says %s = %s %s as "%s"', (name, value, unit, phrase) => {
    expect(humanizeSignal({ name, value, unit }).phrase).toBe(phrase);
  });

  it('names a signal of another model by its own name and unit', () => {
    expect(
      humanizeSignal({ name: 'flaky_tests', value: 2, unit: 'tests' }),
    ).toEqual({
      label: 'flaky_tests',
      phrase: 'flaky_tests: 2 tests',
      raw: '2 tests',
    });
  });

  it('does not take a name from the prototype of an object', () => {
    expect(
      humanizeSignal({ name: 'constructor', value: 2, unit: '' }).label,
    ).toBe('constructor');
  });

  it.each([undefined, Number.NaN])('never shows %s as a number', value => {
    expect(humanizeSignal({ name: 'la', value, unit: 'lines' })).toEqual({
      label: 'Lines added',
      phrase: 'Lines added: not known',
      raw: 'not known',
    });
  });
});

describe('formatNumber', () => {
  it.each([
    [1240, '1,240'],
    [1240.6, '1,241'],
    [12.34, '12.3'],
    [0.1234, '0.12'],
    [0, '0'],
  ])('writes %s as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});
