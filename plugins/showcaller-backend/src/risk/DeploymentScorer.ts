import type { RiskSubject } from '@showcaller/backstage-plugin-showcaller-common';
import { riskFeatures } from '@showcaller/engine/risk';
import { BACKFILL_AFTER_MS } from '../delivery/DeploymentTimeline';
import type { Deployment, DeliveryReader } from '../delivery/types';
import { AssessmentRequest, assess, assessUnknown } from './assess';
import { collectFeatures } from './features/collectFeatures';
import type { FeatureCollector } from './features/FeatureCollector';
import type { ServingModel } from './model/ServingModel';
import type { CollectedFeatures, NewAssessment, RiskModel } from './types';

/** Scores a deployment on everything that lies between the previously deployed revision and its own. */
export class DeploymentScorer {
  readonly #delivery: DeliveryReader;
  readonly #collectors: FeatureCollector[];
  readonly #model: ServingModel;
  readonly #now: () => Date;

  static create(options: {
    delivery: DeliveryReader;
    collectors: FeatureCollector[];
    model: ServingModel;
    now: () => Date;
  }): DeploymentScorer {
    return new DeploymentScorer(options);
  }

  private constructor(options: {
    delivery: DeliveryReader;
    collectors: FeatureCollector[];
    model: ServingModel;
    now: () => Date;
  }) {
    this.#delivery = options.delivery;
    this.#collectors = options.collectors;
    this.#model = options.model;
    this.#now = options.now;
  }

  async score(deployment: Deployment): Promise<NewAssessment> {
    const previous = await this.#delivery.getPreviousDeployment(deployment);
    const { id, entityRef, repository, sha, requestedAt, environment, tier } =
      deployment;
    const features = await collectFeatures({
      collectors: this.#collectors,
      request: {
        entityRef,
        repository,
        sha,
        previousSha: previous?.sha,
        occurredAt: requestedAt,
        deploymentId: id,
        environment,
        tier,
      },
    });
    return this.#model.use(model =>
      assess({
        ...this.#request({
          deployment,
          features,
          model,
          previousSha: previous?.sha,
        }),
        describeCommit: async commit => {
          const change = await this.#delivery.getChange(repository, commit);
          return { url: change?.url, title: change?.title };
        },
      }),
    );
  }

  /** For a deployment that could not be scored: it is shown as unknown, with the reason. */
  unknown(deployment: Deployment, reason: string): NewAssessment {
    const signals = riskFeatures.map(({ name, unit, group }) => ({
      name,
      unit,
      group,
      missingReason: reason,
      source: 'none',
    }));
    const features = {
      signals,
      row: new Float32Array(signals.length).fill(NaN),
      commits: [],
      commitCount: 1,
      awaitsFacts: true,
    };
    return assessUnknown({
      ...this.#request({ deployment, features, model: this.#model }),
      unknownReason: reason,
    });
  }

  #request(options: {
    deployment: Deployment;
    features: CollectedFeatures;
    model: RiskModel;
    previousSha?: string;
  }): AssessmentRequest {
    const { deployment, features, model, previousSha } = options;
    const { entityRef, repository, sha, environment, tier, url } = deployment;
    const { requestedAt, firstReceivedAt } = deployment;
    const subject: RiskSubject = {
      kind: 'deployment',
      deploymentId: deployment.id,
      repository,
      sha,
      previousSha,
      environment,
      tier,
      url,
    };
    return {
      entityRef,
      subject,
      occurredAt: requestedAt,
      backfill:
        Date.parse(firstReceivedAt) - Date.parse(requestedAt) >
        BACKFILL_AFTER_MS,
      features,
      model,
      now: this.#now(),
    };
  }
}
