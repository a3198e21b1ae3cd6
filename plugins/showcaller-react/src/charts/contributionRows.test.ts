import type { RiskSignal } from '@showcaller/backstage-plugin-showcaller-common';
import {
  contributionRows,
  summarizeContributions,
  unknownSignals,
} from './contributionRows';

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

  it('says value, effect, source and age of a bar', () => {
    expect(contributionRows(signals, now)[0]).toMatchObject({
      phrase: '1,240 lines added',
      effectText: '+21 points',
      raw: '1,240 lines',
      source: 'git history',
      observed: '1 hour ago',
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

describe('summarizeContributions', () => {
  it('names what weighs most in either direction', () => {
    expect(summarizeContributions(contributionRows(signals, now))).toBe(
      '3 known signals; what raises the risk most: 1,240 lines added (+21 points); what lowers it most: written with 540 earlier file changes here (−5 points).',
    );
  });

  it('says so when nothing is known', () => {
    expect(summarizeContributions([])).toBe(
      'No signal is known, so nothing explains the risk.',
    );
  });
});
