import type { RiskAssessment } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import type { DeliveryReader } from '../delivery/types';
import { assess } from './assess';
import { DatabaseAssessmentStore } from './DatabaseAssessmentStore';
import { collectFeatures } from './features/collectFeatures';
import type { FeatureCollector } from './features/FeatureCollector';
import type { ServingModel } from './model/ServingModel';
import type { NewAssessment } from './types';

/** What somebody wants to deploy or merge, and asks about first. */
export type Candidate = Omit<
  Extract<RiskAssessment['subject'], { kind: 'candidate' }>,
  'kind'
> & {
  entityRef: string;
  /** The scoring clock. */
  at: string;
};

/** What the gate asks of it. */
export type CandidateScoring = Pick<CandidateRisk, 'score' | 'save' | 'get'>;

interface CandidateRiskOptions {
  knex: Knex;
  delivery: Pick<DeliveryReader, 'getChange'>;
  collectors: FeatureCollector[];
  model: ServingModel;
  now?: () => Date;
}

/** Scores what is asked about before there is a deployment: everything between what runs there and the revision. */
export class CandidateRisk {
  readonly #options: CandidateRiskOptions;
  readonly #assessments: DatabaseAssessmentStore;

  static create(options: CandidateRiskOptions): CandidateRisk {
    return new CandidateRisk(options);
  }

  private constructor(options: CandidateRiskOptions) {
    this.#options = options;
    this.#assessments = DatabaseAssessmentStore.create(options);
  }

  async score({ entityRef, at, ...target }: Candidate): Promise<NewAssessment> {
    const { collectors, model, delivery, now } = this.#options;
    const { repository, sha, previousSha, environment, tier } = target;
    const features = await collectFeatures({
      collectors,
      request: {
        entityRef,
        repository,
        sha,
        previousSha,
        occurredAt: at,
        environment,
        tier,
      },
    });
    return model.use(serving =>
      assess({
        entityRef,
        subject: { kind: 'candidate', ...target },
        occurredAt: at,
        backfill: false,
        features,
        model: serving,
        now: now?.() ?? new Date(),
        describeCommit: async commit => {
          const change = await delivery.getChange(repository, commit);
          return { url: change?.url, title: change?.title };
        },
      }),
    );
  }

  /** Stores an assessment, in the transaction that stores what was decided on it. */
  async save(scored: NewAssessment, tx: Knex.Transaction): Promise<void> {
    await this.#assessments.save(scored, tx);
  }

  async get(assessmentId: string): Promise<RiskAssessment | undefined> {
    return this.#assessments.get(assessmentId);
  }
}
