import { flakyProbability } from '@showcaller/engine/risk';
import type { FinishedJob, RunAttempt } from '../../../delivery/RunReader';
import type { EvidenceDocument } from '../../../evidence';
import { evidenceOf, testReport } from '../__fixtures__/evidenceOf';
import { collect, featureRequest } from '../__fixtures__/requests';
import { FlakinessCollector } from './FlakinessCollector';

const request = featureRequest();

function job(
  id: string,
  name: string,
  passed: boolean,
  sha = request.sha,
): FinishedJob {
  return { id, name, sha, passed, finishedAt: '2026-11-20T09:00:00.000Z' };
}

function collectorOf(options: {
  documents?: EvidenceDocument[];
  runs?: RunAttempt[];
  jobs?: FinishedJob[];
  earlier?: FinishedJob[];
  asked?: string[];
}) {
  const { documents = [], runs = [], jobs = [], earlier = [], asked } = options;
  return FlakinessCollector.create({
    evidence: evidenceOf(documents),
    flaky: { expectedIn: async ({ reports }) => reports.length * 10 },
    runs: {
      listRuns: async () => runs,
      listJobs: async ids => (ids.length > 0 ? jobs : []),
      listRecentJobs: async ({ until }) => {
        asked?.push(until);
        return earlier;
      },
    },
    now: () => new Date('2026-11-20T10:00:00Z'),
  });
}

const run = (id: string, attempt: number) => ({
  id,
  attempt,
  begunAt: '2026-11-20T09:30:00.000Z',
});

describe('FlakinessCollector', () => {
  it('counts attempts beyond the first, the greatest of the pipelines', async () => {
    const { values, observedAt } = await collect(
      collectorOf({ runs: [run('a', 1), run('a', 2), run('b', 4)] }),
    );
    expect(values).toEqual({ reruns: 3, flaky: undefined });
    expect(observedAt).toBe('2026-11-20T09:30:00.000Z');
  });

  it('takes test reports where there are any', async () => {
    const { values } = await collect(
      collectorOf({
        documents: [testReport('1', 10, 0)],
        runs: [run('a', 1)],
        jobs: [job('1', 'test', true)],
      }),
    );
    expect(values).toEqual({
      reruns: 0,
      flaky: {
        value: 10,
        source: 'test reports of 90 days',
        observedAt: '2026-11-20T09:00:00.000Z',
      },
    });
  });

  it('judges jobs where there are no test reports, each execution once', async () => {
    const asked: string[] = [];
    const own = [job('1', 'test', false), job('2', 'test', true)];
    const { values } = await collect(
      collectorOf({
        runs: [run('a', 2)],
        jobs: own,
        earlier: [
          own[0],
          job('3', 'test', true, 's1'),
          job('4', 'test', false, 's2'),
          job('5', 'other', false, 's2'),
        ],
        asked,
      }),
    );
    expect(values.flaky).toEqual({
      value: flakyProbability({ passes: 2, flakyFailures: 1 }),
      source: 'jobs of the last 200 pipeline runs',
      observedAt: '2026-11-20T09:00:00.000Z',
    });
    expect(asked).toEqual(['2026-11-20T10:00:00.000Z']);
  });

  it('reads the jobs of earlier runs once in a quarter of an hour, as of its beginning', async () => {
    const asked: string[] = [];
    const collector = collectorOf({
      runs: [run('a', 1)],
      jobs: [job('1', 'test', true)],
      asked,
    });
    for (const time of ['10:01', '10:14', '10:16']) {
      await collect(
        collector,
        featureRequest({ occurredAt: `2026-11-20T${time}:00.000Z` }),
      );
    }
    expect(asked).toEqual([
      '2026-11-20T10:00:00.000Z',
      '2026-11-20T10:15:00.000Z',
    ]);
  });

  it('says what was not told of', async () => {
    await expect(collect(collectorOf({}))).resolves.toMatchObject({
      values: { reruns: undefined, flaky: undefined },
      missingReason:
        'no pipeline run of this revision was reported before it was deployed',
      missingReasons: { flaky: expect.stringContaining('no test report') },
    });
  });
});
