import type { RiskSignal } from '@showcaller/backstage-plugin-showcaller-common';
import {
  contributionGroups,
  partGroups,
  summarizeContributions,
} from './contributionGroups';

const now = new Date('2026-11-20T13:02:00Z');

function signal(
  name: string,
  group: string,
  known?: { value: number; contribution: number; effect: number },
): RiskSignal {
  return {
    name,
    group,
    unit: '',
    source: 'git history',
    ...(known ?? { missingReason: 'not told' }),
  };
}

const signals = [
  signal('nd', 'size', { value: 9, contribution: -0.1, effect: -0.02 }),
  signal('la', 'size', { value: 1240, contribution: 0.98, effect: 0.21 }),
  signal('nf', 'size', { value: 31, contribution: 0.42, effect: 0.09 }),
  signal('exp', 'team', { value: 540, contribution: -0.27, effect: -0.05 }),
  signal('sexp', 'team', { value: 12, contribution: -0.13, effect: -0.03 }),
  signal('rexp', 'team'),
  signal('perfdelta', 'performance'),
];

describe('contributionGroups', () => {
  it('sums the signals of a group, greatest sum first', () => {
    const groups = contributionGroups({ signals, now });
    expect(groups.map(({ group }) => group)).toEqual(['size', 'team']);
    expect(groups[0].contribution).toBeCloseTo(1.3, 12);
    expect(groups[0].effectText).toBe('+28 points');
    expect(groups[1].contribution).toBeCloseTo(-0.4, 12);
  });

  it('takes the points of a group from the backend where it has them', () => {
    const shares = [
      { group: 'size', effect: 0.24, known: ['la', 'nf'], unknown: [] },
    ];
    const [size, team] = contributionGroups({ signals, shares, now });
    expect(size.effectText).toBe('+24 points');
    expect(team.effectText).toBe('−8 points');
  });

  it('names what weighs most in a group', () => {
    const [size] = contributionGroups({ signals, now });
    expect(size.phrase).toBe('1,240 lines added, 31 files touched');
    expect(size.signals.map(row => row.name)).toEqual(['la', 'nf', 'nd']);
  });

  it('never takes the figures of people apart', () => {
    const team = contributionGroups({ signals, now })[1];
    expect(team).toMatchObject({
      ofPeople: true,
      phrase: undefined,
      signals: [],
      unknown: 1,
    });
  });

  it('gives no bar to a group of which nothing is known', () => {
    expect(
      contributionGroups({ signals, now }).some(
        ({ group }) => group === 'performance',
      ),
    ).toBe(false);
  });
});

describe('partGroups', () => {
  it('parts what moves the risk from what is known and does not', () => {
    const more = [
      ...signals,
      signal('hour', 'timing', { value: 14, contribution: 0, effect: 0 }),
      // What cancels out is not nothing.
      signal('flaky', 'tests', { value: 2, contribution: 0.2, effect: 0.04 }),
      signal('testpass', 'tests', {
        value: 1,
        contribution: -0.2,
        effect: -0.04,
      }),
    ];
    const { moving, still } = partGroups(
      contributionGroups({ signals: more, now }),
    );
    expect(moving.map(({ group }) => group)).toEqual(['size', 'team', 'tests']);
    expect(still.map(({ group }) => group)).toEqual(['timing']);
  });
});

describe('what is not known', () => {
  it('is a row of its own, so that the bars add up', () => {
    const groups = contributionGroups({
      signals,
      unknownContribution: -0.19,
      now,
    });
    const row = groups.find(({ group }) => group === 'not known');
    expect(row).toMatchObject({
      label: 'What is not known',
      phrase:
        '2 signals; the model learned what it means when they are missing',
      contribution: -0.19,
      signals: [],
    });
    // 0.4 points for 1.9 log-odds of the known ones.
    expect(row?.effectText).toBe('−4 points');
  });

  it('has no row when it moves nothing', () => {
    expect(
      contributionGroups({ signals, unknownContribution: 0, now }),
    ).toHaveLength(2);
  });
});

describe('summarizeContributions', () => {
  it('names what weighs most in either direction', () => {
    expect(
      summarizeContributions(contributionGroups({ signals, now }), signals),
    ).toBe(
      'What raises the risk most: 1,240 lines added, 31 files touched (+28 points); what lowers it most: experience of the team (−8 points).',
    );
  });

  it('says so when nothing is known', () => {
    expect(summarizeContributions([], [signal('la', 'size')])).toBe(
      'No signal is known, so nothing explains the risk.',
    );
  });

  it('says so when a model tells no reasons', () => {
    const known = { ...signal('la', 'size'), value: 12 };
    expect(summarizeContributions([], [known])).toMatch(/tells no reasons/);
  });

  it('says so when nothing moves it', () => {
    const still = [
      signal('la', 'size', { value: 3, contribution: 0, effect: 0 }),
    ];
    expect(
      summarizeContributions(
        contributionGroups({ signals: still, now }),
        still,
      ),
    ).toBe('None of the known signals moves the risk.');
  });
});
