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
    ['migration', 2, 'files', '2 schema migrations touched'],
    ['migration', 0, 'files', 'no schema migration'],
    ['infra', 1, 'files', '1 infrastructure or configuration file touched'],
    ['churn90', 820, 'lines', '820 lines changed in these files in 90 days'],
    ['ownership', 0.62, 'share', '62 % of their changes by their main author'],
    [
      'teamexp',
      41.2,
      'file touches',
      'about 41 file changes per person in a year',
    ],
    ['testpass', 0.996, 'share', '99.6 % of the tests passed'],
    ['testpass', 1, 'share', '100 % of the tests passed'],
    ['testtrend', -0.012, 'share', '1.2 % fewer of the tests pass than before'],
    ['testtrend', 0, 'share', 'tests pass as often as before'],
    ['testtouch', 0, 'share', 'no test was changed'],
    ['flaky', 0.01, 'tests', 'no flaky test to be expected'],
    ['flaky', 2.1, 'tests', 'about 2 flaky tests to be expected'],
    ['reruns', 1, 'attempts', 'pipeline run 1 more time'],
    ['depmajor', 2, 'packages', '2 major upgrades of dependencies'],
    ['depnew', 1, 'packages', '1 new dependency'],
    ['depvuln', 3, 'packages', '3 dependencies with known vulnerabilities'],
    ['perfdelta', 0.114, 'relative', 'worst benchmark 11.4 % slower'],
    ['perfdelta', -0.02, 'relative', 'every benchmark at least 2 % faster'],
    ['incdays', 365, 'days', 'no incident in a year'],
    ['incdays', 3.4, 'days', 'last incident 3 days ago'],
    [
      'incoverlap',
      0.6,
      'share',
      '60 % of its files were part of an earlier failure',
    ],
    ['inchops', 5, 'hops', 'no recent incident nearby'],
    ['inchops', 1, 'hops', 'recent incident 1 step away'],
    ['inchops', 0, 'hops', 'this service had an incident in the last 7 days'],
    ['budgetleft', 0.31, 'share', '31 % of the error budget left'],
    ['budgetleft', -0.2, 'share', 'the error budget is spent'],
    ['rollbacks30', 2, 'rollbacks', '2 rollbacks in 30 days'],
    ['concurrent', 0, 'deployments', 'no other deployment under way nearby'],
    ['freeze', 1, 'yes = 1, no = 0', 'inside a freeze window'],
    ['hour', 16, 'hour of the day', 'deployed at 16:00'],
    ['weekday', 5, 'day of the week', 'deployed on a Friday'],
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

  it.each([
    ['testpass', 0.996, 'share', '99.6 %'],
    ['freeze', 0, 'yes = 1, no = 0', 'no'],
    ['weekday', 7, 'day of the week', 'Sunday'],
    ['la', 1240, 'lines', '1,240 lines'],
  ])('gives the raw value of %s = %s %s as "%s"', (name, value, unit, raw) => {
    expect(humanizeSignal({ name, value, unit }).raw).toBe(raw);
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
