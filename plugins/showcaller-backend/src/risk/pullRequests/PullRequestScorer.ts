import type { DeliveryReader } from '../../delivery/types';
import { timestamp } from '../../database/timestamp';
import { assess } from '../assess';
import { counterfactualsOf } from '../explanation/counterfactualsOf';
import { groupShares } from '../explanation/groupShares';
import { collectFeatures } from '../features/collectFeatures';
import type { FeatureCollector } from '../features/FeatureCollector';
import type { ServingModel } from '../model/ServingModel';
import type { PullRequestHead, ScoredPart } from './types';

interface PullRequestScorerOptions {
  delivery: Pick<DeliveryReader, 'getChange'>;
  collectors: FeatureCollector[];
  model: ServingModel;
  now?: () => Date;
}

/**
 * Scores what a pull request would bring: everything between the revision that it is to be merged into and its head. The
 * scoring clock is now, for what is open can still be changed.
 */
export class PullRequestScorer {
  readonly #options: PullRequestScorerOptions;

  static create(options: PullRequestScorerOptions): PullRequestScorer {
    return new PullRequestScorer(options);
  }

  private constructor(options: PullRequestScorerOptions) {
    this.#options = options;
  }

  /** Undefined when the pull request touches nothing of the entity. */
  async score(
    pullRequest: PullRequestHead,
    entityRef: string,
  ): Promise<ScoredPart | undefined> {
    const {
      delivery,
      collectors,
      model,
      now = () => new Date(),
    } = this.#options;
    const { repository, headSha, baseSha, title, url } = pullRequest;
    const occurredAt = timestamp(now());
    const features = await collectFeatures({
      collectors,
      request: {
        entityRef,
        repository,
        sha: headSha,
        previousSha: baseSha,
        occurredAt,
      },
    });
    if (features.commitCount === 0) {
      return undefined;
    }
    return model.use(async serving => {
      const { assessment, awaitsFacts } = await assess({
        entityRef,
        subject: { kind: 'change', repository, sha: headSha, url, title },
        occurredAt,
        backfill: false,
        features,
        model: serving,
        now: now(),
        describeCommit: async sha => {
          const change = await delivery.getChange(repository, sha);
          return { url: change?.url, title: change?.title };
        },
      });
      const known = assessment.probability !== undefined;
      return {
        assessment,
        groups: groupShares(assessment, serving.files.file.calibrator),
        counterfactuals: known
          ? await counterfactualsOf(serving, features.row)
          : [],
        awaitsFacts,
      };
    });
  }
}
