import { timestamp } from '../../database/timestamp';
import type { DeploymentTimeline } from '../../delivery';
import type { ChangeFactsReader } from '../../delivery/history.types';
import type { DeliveryReader, Deployment } from '../../delivery/types';
import type { IncidentReader } from '../../incidents/types';
import type { DeployedChangesReader } from './DeployedChangesReader';
import { isWithin } from './judging/duration';
import type { LabelEvidence } from './judging/evidence';
import type { LabelRules } from './labelRules';

const EARLIER = 100;
const LATER = 200;
const FOLLOWERS = 20;
const HOUR_MS = 3_600_000;
/** An incident counts from the start of a deployment; one that waited longer than this for it is not followed. */
const LONGEST_WAIT_HOURS = 24;

interface LabelEvidenceReaderOptions {
  timeline: DeploymentTimeline;
  delivery: Pick<DeliveryReader, 'getChange'>;
  facts: Pick<ChangeFactsReader, 'getFacts'>;
  incidents: Pick<IncidentReader, 'listAround'>;
  changes: DeployedChangesReader;
  rules: LabelRules;
}

/** Gathers what is known about how a deployment turned out, from the rooms that know it. */
export class LabelEvidenceReader {
  readonly #options: LabelEvidenceReaderOptions;

  static create(options: LabelEvidenceReaderOptions): LabelEvidenceReader {
    return new LabelEvidenceReader(options);
  }

  private constructor(options: LabelEvidenceReaderOptions) {
    this.#options = options;
  }

  /** `awaitsFacts`: history that is still to be imported may tell more. */
  async read(
    deployment: Deployment,
  ): Promise<{ evidence: LabelEvidence; awaitsFacts: boolean }> {
    const { timeline, incidents, rules } = this.#options;
    const { id, entityRef, environment, requestedAt } = deployment;
    const window = windowHours(rules) * HOUR_MS;
    const end = timestamp(Date.parse(requestedAt) + window);
    const before = await timeline.list({
      entityRef,
      to: requestedAt,
      limit: EARLIER,
      newest: true,
    });
    const after = await timeline.list({
      entityRef,
      from: requestedAt,
      to: end,
      limit: LATER,
    });
    const later = after.filter(other => isAfter(other, deployment));
    const earlier = before.filter(
      other => other.environment === environment && isAfter(deployment, other),
    );
    const inPlace = later.filter(other => other.environment === environment);
    const changes = await this.#readChanges(deployment, inPlace);
    return {
      awaitsFacts: changes.awaitsFacts,
      evidence: {
        deployment,
        rules,
        earlier,
        later,
        environments: new Set(
          [...before, ...after].map(other => other.environment),
        ),
        rollBacks: await timeline.listRollBacks(inPlace.map(other => other.id)),
        committedAt: await this.#readCommitTimes(deployment, earlier, inPlace),
        incidents: await incidents.listAround({
          deploymentId: id,
          entityRef,
          from: requestedAt,
          to: timestamp(
            Date.parse(requestedAt) +
              (rules.incidentHours + LONGEST_WAIT_HOURS) * HOUR_MS,
          ),
        }),
        own: changes.own,
        followers: changes.followers,
      },
    };
  }

  /** Commits are only asked for where something followed that could be a repair. */
  async #readChanges(
    deployment: Deployment,
    inPlace: Deployment[],
  ): Promise<
    Pick<LabelEvidence, 'own' | 'followers'> & { awaitsFacts: boolean }
  > {
    const { changes, rules } = this.#options;
    const candidates = inPlace
      .filter(
        ({ requestedAt, status }) =>
          (status === 'succeeded' || status === 'superseded') &&
          isWithin({
            from: deployment.requestedAt,
            to: requestedAt,
            hours: rules.hotfixHours,
          }),
      )
      .slice(0, FOLLOWERS);
    if (candidates.length === 0) {
      return { followers: [], awaitsFacts: false };
    }
    const own = await changes.read(deployment);
    const followers: LabelEvidence['followers'] = [];
    let awaitsFacts = own.mayComeLater;
    for (const follower of candidates) {
      const read = own.changes && (await changes.read(follower));
      awaitsFacts ||= read?.mayComeLater ?? false;
      followers.push({ deployment: follower, changes: read?.changes });
    }
    return { own: own.changes, followers, awaitsFacts };
  }

  /** Of the revisions that could be steps back. */
  async #readCommitTimes(
    deployment: Deployment,
    earlier: Deployment[],
    inPlace: Deployment[],
  ): Promise<Map<string, string>> {
    const known = new Set(earlier.map(({ sha }) => sha));
    const back = inPlace.filter(({ sha }) => known.has(sha));
    const times = new Map<string, string>();
    if (back.length === 0) {
      return times;
    }
    const shas = new Set([deployment, ...back].map(({ sha }) => sha));
    for (const sha of shas) {
      const { repository } = deployment;
      const time =
        (await this.#options.facts.getFacts(repository, sha))?.committedAt ??
        (await this.#options.delivery.getChange(repository, sha))?.committedAt;
      if (time) {
        times.set(sha, time);
      }
    }
    return times;
  }
}

/** Hours after a deployment within which another one may speak against it, or for it. */
export function windowHours(rules: LabelRules): number {
  return Math.max(
    rules.rollbackHours,
    rules.hotfixHours,
    rules.incidentHours + LONGEST_WAIT_HOURS,
  );
}

function isAfter(one: Deployment, other: Deployment): boolean {
  return (
    one.requestedAt > other.requestedAt ||
    (one.requestedAt === other.requestedAt && one.id > other.id)
  );
}
