import { BoundedCache } from '../../../database/BoundedCache';
import type { Deployment } from '../../../delivery/types';
import type { IncidentReader } from '../../../incidents';
import type { ChangeLookup } from '../ChangeLookup';
import type {
  CollectorResult,
  FeatureCollector,
  FeatureRequest,
} from '../FeatureCollector';
import {
  findRollBacks,
  hadFailed,
  previousOf,
  type DeploymentHistory,
} from './DeploymentHistory';

const SOURCE = 'files of failed deployments';
const WINDOW_MS = 180 * 86_400_000;
/** The newest failed deployments whose files are looked at. */
const LOOKED_AT = 20;
const HELD = 1_000;
const MAX_FILES = 5_000;

/** Which share of the touched files was also touched by a deployment that failed, was rolled back or caused an incident. */
export class FailureOverlapCollector implements FeatureCollector {
  readonly id = SOURCE;
  readonly features = ['incoverlap'] as const;
  readonly #changes: ChangeLookup;
  readonly #history: DeploymentHistory;
  readonly #incidents: IncidentReader;
  /** Files by deployment: what one brought does not change. */
  readonly #files = BoundedCache.create<string, string[] | undefined>({
    limit: HELD,
    ttlMs: 60 * 60 * 1000,
  });

  static create(options: {
    changes: ChangeLookup;
    history: DeploymentHistory;
    incidents: IncidentReader;
  }): FailureOverlapCollector {
    return new FailureOverlapCollector(options);
  }

  private constructor(options: {
    changes: ChangeLookup;
    history: DeploymentHistory;
    incidents: IncidentReader;
  }) {
    this.#changes = options.changes;
    this.#history = options.history;
    this.#incidents = options.incidents;
  }

  async collect(
    request: FeatureRequest,
    signal: AbortSignal,
  ): Promise<CollectorResult> {
    const found = await this.#changes.find(request, signal);
    if ('missingReason' in found) {
      const { missingReason, mayComeLater } = found;
      return { source: SOURCE, values: {}, missingReason, mayComeLater };
    }
    const own = new Set(found.commits.flatMap(commit => commit.files));
    if (own.size === 0) {
      return {
        source: SOURCE,
        values: {},
        missingReason: 'no file of this revision is known',
      };
    }
    const { failed, previous, earlier } = await this.#failedBefore(request);
    if (earlier === 0) {
      return {
        source: SOURCE,
        values: {},
        missingReason: 'nothing was deployed before',
      };
    }
    const known = await Promise.all(
      failed.map(one => this.#filesOf(one, previous.get(one.id)?.sha, signal)),
    );
    const files = new Set(known.flatMap(list => list ?? []));
    const unknown = known.filter(list => list === undefined).length;
    if (failed.length > 0 && unknown === failed.length) {
      return {
        source: SOURCE,
        values: {},
        missingReason: `the files of none of the ${failed.length} failed deployments are known`,
      };
    }
    const both = [...own].filter(file => files.has(file)).length;
    return {
      source:
        unknown > 0
          ? `${SOURCE} (those of ${unknown} of ${failed.length} are not known)`
          : SOURCE,
      observedAt: failed.at(-1)?.requestedAt,
      values: { incoverlap: both / own.size },
      missingReason: 'failed deployments could not be read',
    };
  }

  /** Deployments of the window that were known to have gone wrong, oldest first. */
  async #failedBefore(request: FeatureRequest): Promise<{
    failed: Deployment[];
    previous: Map<string, Deployment>;
    earlier: number;
  }> {
    const { entityRef, occurredAt } = request;
    const since = new Date(Date.parse(occurredAt) - WINDOW_MS).toISOString();
    const { deployments } = await this.#history.before(request);
    const incidents = await this.#incidents.recentByEntities({
      entityRefs: [entityRef],
      since,
      before: occurredAt,
    });
    const bad = new Set<string | undefined>([
      ...[...incidents.values()].flat().map(one => one.deploymentId),
      ...findRollBacks(deployments, occurredAt).map(
        ({ replaced }) => replaced.id,
      ),
    ]);
    const failed = deployments.filter(
      one =>
        one.requestedAt >= since &&
        (bad.has(one.id) || hadFailed(one, occurredAt)),
    );
    return {
      failed: failed.slice(-LOOKED_AT),
      previous: previousOf(deployments, occurredAt),
      earlier: deployments.length,
    };
  }

  #filesOf(
    deployment: Deployment,
    previousSha: string | undefined,
    signal: AbortSignal,
  ): Promise<string[] | undefined> {
    const { id, entityRef, repository, sha, requestedAt } = deployment;
    return this.#files.get(`${id}\0${previousSha}`, async () => {
      const found = await this.#changes.find(
        { entityRef, repository, sha, previousSha, occurredAt: requestedAt },
        signal,
      );
      return 'missingReason' in found
        ? undefined
        : found.commits.flatMap(({ files }) => files).slice(0, MAX_FILES);
    });
  }
}
