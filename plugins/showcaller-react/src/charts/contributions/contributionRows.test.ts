import type { RiskSignal } from '@showcaller/backstage-plugin-showcaller-common';
import { contributionRows, unknownSignals } from './contributionRows';

const now = new Date('2026-11-20T13:02:00Z');

const signals: RiskSignal[] = [
  {
    name: 'exp',
    value: 540,
    unit: 'file changes',
    group: 'experience',
    source: 'git history',
    contribution: -0.27,
    effect: -0.05,
  },
  {
    name: 'la',
    value: 1240,
    unit: 'lines',
    group: 'size',
    source: 'git history',
    contribution: 0.98,
    effect: 0.21,
    observedAt: '2026-11-20T12:02:00Z',
  },
  {
    name: 'nd',
    value: 2,
    unit: 'folders',
    group: 'size',
    source: 'git history',
    contribution: 0.05,
    effect: 0.01,
  },
  {
    name: 'rexp',
    unit: 'file changes',
    group: 'experience',
    source: 'git history',
    missingReason: 'no author address',
  },
];

describe('contributionRows', () => {
  it('sorts by size of the effect, whatever its direction', () => {
    expect(contributionRows(signals, now).map(row => row.name)).toEqual([
      'la',
      'exp',
      'nd',
    ]);
  });

  it('gives no bar to a signal that is not known', () => {
    expect(
      contributionRows(signals, now).some(row => row.name === 'rexp'),
    ).toBe(false);
  });

  it('says nothing of an age that is not known', () => {
    expect(contributionRows(signals, now)[1].origin).toBe(
      '540 file changes · git history',
    );
  });

  it('says value, effect, source and age of a bar', () => {
    expect(contributionRows(signals, now)[0]).toMatchObject({
      phrase: '1,240 lines added',
      effectText: '+21 points',
      origin: '1,240 lines · git history · 1 hour ago',
    });
  });
});

describe('unknownSignals', () => {
  it('lists what is not known with its reason', () => {
    expect(unknownSignals(signals)).toEqual([
      {
        name: 'rexp',
        label: 'Recent experience in this repository',
        reason: 'no author address',
      },
    ]);
  });
});
