import type { Entity } from '@backstage/catalog-model';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  showcallerAnnotations,
  type EntityRisk,
  type GateDecision,
  type GateOutcome,
  type RiskAssessment,
  type RiskTrendPoint,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { DeliveryReader } from '../delivery/types';
import { timestamp } from '../database/timestamp';
import type { GateService } from '../gate/GateService';
import type { DatabaseAssessmentStore } from './DatabaseAssessmentStore';
import type { DatabaseChangeRiskStore } from './DatabaseChangeRiskStore';
import { sigmoid } from '@showcaller/engine/risk';
import type { RiskModel } from './types';

const DAY_MS = 24 * 60 * 60 * 1000;
const PERCENTILE_DAYS = 90;
const TREND_POINTS = 500;
const BEGINNING = '1970-01-01T00:00:00.000Z';

interface RiskReaderOptions {
  assessments: DatabaseAssessmentStore;
  changes: DatabaseChangeRiskStore;
  gate: Pick<GateService, 'getByAssessments'>;
  delivery: Pick<
    DeliveryReader,
    'getStatuses' | 'countDeployments' | 'hasActivity'
  >;
  /** The serving model; its hash changes when another one takes over. */
  model: Pick<RiskModel, 'card'>;
  now: () => Date;
}

/** Answers questions about stored risk. Who may ask them is decided before. */
export class RiskReader {
  readonly #options: RiskReaderOptions;

  static create(options: RiskReaderOptions): RiskReader {
    return new RiskReader(options);
  }

  private constructor(options: RiskReaderOptions) {
    this.#options = options;
  }

  /** The risk of an entity as the newest of the given components': itself, providers or dependents. */
  async getEntityRisk(options: {
    entity: Entity;
    components: string[];
  }): Promise<EntityRisk> {
    const { entity, components } = options;
    const entityRef = stringifyEntityRef(entity);
    const via = components.some(ref => ref !== entityRef)
      ? components
      : undefined;
    const asOf = timestamp(this.#options.now());
    const latest = await this.#options.assessments.getLatest(components);
    if (!latest) {
      const emptyReason = await this.#whyEmpty(entity, components);
      return { entityRef, emptyReason, via, asOf };
    }
    return {
      entityRef,
      latest,
      ...(await this.#around(latest)),
      percentile: await this.#percentile(latest),
      via,
      asOf,
    };
  }

  /** Risk over deployments, or over changes where there are no deployments; oldest first, the newest 500. */
  async getTrend(options: {
    components: string[];
    days: number;
  }): Promise<RiskTrendPoint[]> {
    const { assessments, gate, delivery, now } = this.#options;
    const since = timestamp(now().getTime() - options.days * DAY_MS);
    const list = (kind: 'deployment' | 'change') =>
      assessments.list({
        entityRefs: options.components,
        kind,
        since,
        limit: TREND_POINTS,
      });
    const deployments = await list('deployment');
    const points = deployments.length > 0 ? deployments : await list('change');
    const decisions = await gate.getByAssessments(points.map(({ id }) => id));
    const statuses = await delivery.getStatuses(
      points.flatMap(({ subject }) =>
        subject.kind === 'deployment' ? [subject.deploymentId] : [],
      ),
    );
    return points.reverse().map(({ id, subject, occurredAt, probability }) => ({
      assessmentId: id,
      occurredAt,
      probability,
      sha: subject.sha,
      outcome: decisions.get(id)?.outcome,
      ...(subject.kind === 'deployment' && {
        environment: subject.environment,
        tier: subject.tier,
        status: statuses.get(subject.deploymentId),
      }),
    }));
  }

  async getAssessment(
    id: string,
  ): Promise<
    { assessment: RiskAssessment; decision?: GateDecision } | undefined
  > {
    const { assessments, gate } = this.#options;
    const assessment = await assessments.get(id);
    if (!assessment) {
      return undefined;
    }
    const decisions = await gate.getByAssessments([id]);
    return { assessment, decision: decisions.get(id) };
  }

  /** Risk and outcome of deployments by their id, for listings of other rooms. */
  async annotateDeployments(
    deploymentIds: string[],
  ): Promise<Map<string, { risk?: number; outcome?: GateOutcome }>> {
    const { assessments, gate } = this.#options;
    const found = await assessments.getByDeployments(deploymentIds);
    const decisions = await gate.getByAssessments(
      [...found.values()].map(({ id }) => id),
    );
    return new Map(
      [...found].map(([deploymentId, { id, logOdds }]) => [
        deploymentId,
        {
          risk: logOdds === undefined ? undefined : sigmoid(logOdds),
          outcome: decisions.get(id)?.outcome,
        },
      ]),
    );
  }

  /** Own risk of changes of a repository by sha, for listings of other rooms. */
  async annotateChanges(
    repository: string,
    shas: string[],
  ): Promise<Map<string, number>> {
    const { changes, model } = this.#options;
    return changes.getProbabilities({
      repository,
      shas,
      modelHash: model.card.hash,
    });
  }

  async #around(
    latest: RiskAssessment,
  ): Promise<Pick<EntityRisk, 'decision' | 'deploymentStatus'>> {
    const { gate, delivery } = this.#options;
    if (latest.subject.kind !== 'deployment') {
      return {};
    }
    const { deploymentId } = latest.subject;
    const decisions = await gate.getByAssessments([latest.id]);
    const statuses = await delivery.getStatuses([deploymentId]);
    return {
      decision: decisions.get(latest.id),
      deploymentStatus: statuses.get(deploymentId),
    };
  }

  async #percentile(latest: RiskAssessment): Promise<EntityRisk['percentile']> {
    const rank = await this.#options.assessments.rank({
      assessment: latest,
      since: timestamp(
        this.#options.now().getTime() - PERCENTILE_DAYS * DAY_MS,
      ),
    });
    return rank && rank.of > 0
      ? { share: rank.lower / rank.of, of: rank.of, days: PERCENTILE_DAYS }
      : undefined;
  }

  async #whyEmpty(
    entity: Entity,
    components: string[],
  ): Promise<EntityRisk['emptyReason']> {
    if (components.length === 0) {
      return 'no-related-components';
    }
    const annotations = entity.metadata.annotations ?? {};
    if (
      entity.kind === 'Component' &&
      !annotations[showcallerAnnotations.githubProjectSlug] &&
      !annotations[showcallerAnnotations.gitlabProjectSlug]
    ) {
      return 'missing-annotation';
    }
    const { delivery } = this.#options;
    const counts = await delivery.countDeployments({
      entityRefs: components,
      since: BEGINNING,
    });
    if ([...counts.values()].some(({ total }) => total > 0)) {
      return 'not-scored-yet';
    }
    return (await delivery.hasActivity(components))
      ? 'nothing-deployed'
      : 'nothing-received';
  }
}
