import type {
  RiskModelVersion,
  TrainingRun,
} from '@showcaller/backstage-plugin-showcaller-common';
import { trainingDue, whatToTrain } from './trainingDue';

const NOW = new Date('2026-11-20T12:00:00Z');
const NONE = { labels: 0, positives: 0 };

describe('whatToTrain', () => {
  it.each([
    [49, 10, 0, 0, undefined],
    [50, 10, 0, 0, { rung: 'calibrated', labelSource: 'deployments' }],
    [50, 9, 0, 0, undefined],
    [600, 50, 9000, 900, { rung: 'boosted', labelSource: 'deployments' }],
    [2500, 50, 0, 0, { rung: 'local', labelSource: 'deployments' }],
    // Until deployments suffice, changes calibrate the prior, however many there are.
    [49, 10, 9000, 900, { rung: 'calibrated', labelSource: 'changes' }],
    [0, 0, 40, 20, undefined],
  ])(
    'with %p deployments of which %p failed, %p changes of which %p were bad: %p',
    (labels, positives, changes, bad, expected) => {
      expect(
        whatToTrain({
          deployments: { labels, positives },
          changes: { labels: changes, positives: bad },
        }),
      ).toEqual(expected);
    },
  );

  it('has nothing to train at the start', () => {
    expect(whatToTrain({ deployments: NONE, changes: NONE })).toBeUndefined();
  });
});

function run(change: Partial<TrainingRun>): TrainingRun {
  return {
    id: '1',
    status: 'succeeded',
    trigger: 'rung',
    rung: 'calibrated',
    labelSource: 'deployments',
    stage: 'done',
    progress: 1,
    queuedAt: '2026-11-20T10:00:00Z',
    finishedAt: '2026-11-20T10:01:00Z',
    rows: 60,
    ...change,
  };
}

function due(options: {
  rung?: 'calibrated' | 'boosted';
  labels?: number;
  runs?: TrainingRun[];
  versions?: Array<Partial<RiskModelVersion>>;
}): boolean {
  return trainingDue({
    wish: { rung: options.rung ?? 'calibrated', labelSource: 'deployments' },
    labels: options.labels ?? 60,
    runs: options.runs ?? [],
    versions: (options.versions ?? []) as RiskModelVersion[],
    now: NOW,
  });
}

describe('trainingDue', () => {
  it('is due when a rung is reached for the first time', () => {
    expect(due({})).toBe(true);
    expect(due({ runs: [run({})] })).toBe(false);
    expect(due({ rung: 'boosted', labels: 500, runs: [run({})] })).toBe(true);
  });

  it('is due when deployments suffice after changes did', () => {
    expect(due({ runs: [run({ labelSource: 'changes' })] })).toBe(true);
  });

  it('is due when labels grew by half', () => {
    expect(due({ labels: 89, runs: [run({})] })).toBe(false);
    expect(due({ labels: 90, runs: [run({})] })).toBe(true);
  });

  it.each(['failed', 'cancelled'] as const)(
    'waits a quarter of an hour after a training that %s',
    status => {
      const failed = (finishedAt: string) => run({ status, finishedAt });
      expect(due({ runs: [failed('2026-11-20T11:46:00Z')] })).toBe(false);
      expect(due({ runs: [failed('2026-11-20T11:44:00Z')] })).toBe(true);
    },
  );

  it('does not repeat what another installation of the same registry trained', () => {
    const version = {
      origin: 'trained',
      labelSource: 'deployments',
      rung: 'boosted',
    } as const;
    expect(due({ versions: [version] })).toBe(false);
  });
});
