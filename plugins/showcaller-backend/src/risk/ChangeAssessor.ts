import type { ChangeFacts } from '@showcaller/backstage-plugin-showcaller-node';
import { riskFeatures } from '@showcaller/engine/risk';
import type { Knex } from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ChangeFactsReader } from '../delivery/history.types';
import type { DeliveryReader } from '../delivery/types';
import { touchesFolder } from '../ownership';
import type { OwnershipGraph } from '../ownership/types';
import { assess } from './assess';
import type { DatabaseAssessmentStore } from './DatabaseAssessmentStore';
import { featureRow } from './features/featureRow';
import type { ServingModel } from './model/ServingModel';
import type { RiskPublisher } from './RiskPublisher';
import type { CollectedFeatures, NewAssessment } from './types';

/** How many of the newest changes of a component without deployments are assessed: enough for a trend. */
const NEWEST = 60;
/** How many changes of the repository are looked through for those of one component of a monorepo. */
const LOOKED_THROUGH = 200;
const LATE_MS = 60 * 60 * 1000;

interface ChangeAssessorOptions {
  knex: Knex;
  facts: ChangeFactsReader;
  delivery: Pick<DeliveryReader, 'getChange'>;
  ownership: Pick<OwnershipGraph, 'getComponent'>;
  assessments: DatabaseAssessmentStore;
  publisher: RiskPublisher;
  model: ServingModel;
  now: () => Date;
}

/** Assesses the newest changes of components that deploy nothing, so that imported history alone fills their page. */
export class ChangeAssessor {
  readonly #options: ChangeAssessorOptions;

  static create(options: ChangeAssessorOptions): ChangeAssessor {
    return new ChangeAssessor(options);
  }

  private constructor(options: ChangeAssessorOptions) {
    this.#options = options;
  }

  async assessNewest(repository: string, entityRefs: string[]): Promise<void> {
    const { assessments, facts } = this.#options;
    const deployed = await assessments.withDeployments(entityRefs);
    const wanted = entityRefs.filter(ref => !deployed.has(ref));
    if (wanted.length === 0) {
      return;
    }
    const newest = await facts.listFacts({ repository, limit: LOOKED_THROUGH });
    for (const entityRef of wanted) {
      const own = newest.filter(change => this.#belongsTo(change, entityRef));
      for (const change of own.slice(0, NEWEST).reverse()) {
        await this.#assessChange(change, entityRef);
        await nextTurn();
      }
    }
  }

  #belongsTo(change: ChangeFacts, entityRef: string): boolean {
    const folder = this.#options.ownership.getComponent(entityRef)?.gitPath;
    return touchesFolder(change.files, folder);
  }

  async #assessChange(change: ChangeFacts, entityRef: string): Promise<void> {
    const { delivery, model, now, knex, assessments, publisher } =
      this.#options;
    const told = await delivery.getChange(change.repository, change.sha);
    const scored = await model.use(
      (serving): Promise<NewAssessment> =>
        assess({
          entityRef,
          subject: {
            kind: 'change',
            repository: change.repository,
            sha: change.sha,
            title: change.title ?? told?.title,
            url: told?.url,
          },
          occurredAt: change.committedAt,
          backfill: now().getTime() - Date.parse(change.committedAt) > LATE_MS,
          features: featuresOf(change),
          model: serving,
          now: now(),
        }),
    );
    const { created } = await knex.transaction(tx =>
      assessments.save(scored, tx),
    );
    if (created) {
      publisher.publish(scored.assessment);
    }
  }
}

function featuresOf(change: ChangeFacts): CollectedFeatures {
  const row = featureRow(change);
  return {
    signals: riskFeatures.map(({ name, unit, group }, index) => ({
      name,
      unit,
      group,
      source: 'git history',
      ...(Number.isNaN(row[index])
        ? { missingReason: 'the git history does not tell' }
        : { value: row[index], observedAt: change.committedAt }),
    })),
    row,
    commits: [],
    commitCount: 1,
    awaitsFacts: false,
  };
}
