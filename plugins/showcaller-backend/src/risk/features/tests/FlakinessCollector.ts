import type { FinishedJob, RunReader } from '../../../delivery/RunReader';
import type { FlakyTestReader } from '../../../evidence';
import { BoundedCache } from '../../../database/BoundedCache';
import type {
  CollectedValue,
  CollectorResult,
  FeatureCollector,
  FeatureRequest,
} from '../FeatureCollector';
import type { EvidenceLookup } from './EvidenceLookup';
import { expectedFlakyJobs } from './judgeJobs';

const SOURCE = 'pipeline runs';
/** Runs of the component whose jobs are looked at where there are no test reports. */
const LOOKED_BACK = 200;
/** Jobs of earlier runs are read as of the last full quarter of an hour. */
const BUCKET_MS = 15 * 60_000;
const HELD = 1_000;

/**
 * How flaky the tests of the revision are, and how often its pipeline had to be run again. Without test reports, jobs
 * that failed and passed on one revision stand for the tests.
 */
export class FlakinessCollector implements FeatureCollector {
  readonly id = SOURCE;
  readonly features = ['flaky', 'reruns'] as const;
  readonly #evidence: EvidenceLookup;
  readonly #flaky: Pick<FlakyTestReader, 'expectedIn'>;
  readonly #runs: RunReader;
  readonly #jobs: BoundedCache<string, FinishedJob[]>;

  static create(options: {
    evidence: EvidenceLookup;
    flaky: Pick<FlakyTestReader, 'expectedIn'>;
    runs: RunReader;
    now: () => Date;
  }): FlakinessCollector {
    return new FlakinessCollector(options);
  }

  private constructor(options: {
    evidence: EvidenceLookup;
    flaky: Pick<FlakyTestReader, 'expectedIn'>;
    runs: RunReader;
    now: () => Date;
  }) {
    this.#evidence = options.evidence;
    this.#flaky = options.flaky;
    this.#runs = options.runs;
    this.#jobs = BoundedCache.create({
      limit: HELD,
      ttlMs: BUCKET_MS,
      now: options.now,
    });
  }

  async collect(request: FeatureRequest): Promise<CollectorResult> {
    const { repository, sha, occurredAt } = request;
    const runs = await this.#runs.listRuns({
      repository,
      sha,
      until: occurredAt,
    });
    return {
      source: SOURCE,
      observedAt: runs.at(-1)?.begunAt,
      values: {
        reruns:
          runs.length > 0
            ? Math.max(...runs.map(({ attempt }) => attempt)) - 1
            : undefined,
        flaky: await this.#flakyOf(
          request,
          runs.map(({ id }) => id),
        ),
      },
      missingReason:
        'no pipeline run of this revision was reported before it was deployed',
      missingReasons: {
        flaky:
          'no test report and no finished job of this revision was told of before it was deployed',
      },
    };
  }

  async #flakyOf(
    request: FeatureRequest,
    runIds: string[],
  ): Promise<CollectedValue | undefined> {
    const reports = await this.#evidence.find(request, 'junit');
    if (reports.length > 0) {
      return {
        value: await this.#flaky.expectedIn({
          repository: request.repository,
          reports,
          until: request.occurredAt,
        }),
        source: 'test reports of 90 days',
        observedAt: reports.at(-1)?.observedAt,
      };
    }
    const own = await this.#runs.listJobs(runIds, request.occurredAt);
    const names = new Set(own.map(({ name }) => name));
    if (names.size === 0) {
      return undefined;
    }
    const earlier = await this.#earlierJobs(request);
    return {
      value: expectedFlakyJobs(names, [...earlier, ...own]),
      source: `jobs of the last ${LOOKED_BACK} pipeline runs`,
      observedAt: own
        .map(({ finishedAt }) => finishedAt)
        .sort()
        .at(-1),
    };
  }

  #earlierJobs({
    entityRef,
    occurredAt,
  }: FeatureRequest): Promise<FinishedJob[]> {
    const bucket = Math.floor(Date.parse(occurredAt) / BUCKET_MS) * BUCKET_MS;
    const until = new Date(bucket).toISOString();
    return this.#jobs.get(`${entityRef}\0${until}`, () =>
      this.#runs.listRecentJobs({ entityRef, until, limit: LOOKED_BACK }),
    );
  }
}
