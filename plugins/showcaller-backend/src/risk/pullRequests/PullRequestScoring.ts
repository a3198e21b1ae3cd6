import type { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import type { PullRequestPublisher } from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import type { OwnedComponent, OwnershipGraph } from '../../ownership/types';
import { feedbackContent, type FeedbackPart } from './content/feedbackContent';
import type { DatabaseFeedbackOutbox } from './DatabaseFeedbackOutbox';
import type { DatabasePullRequestStore } from './DatabasePullRequestStore';
import type { PullRequestScorer } from './PullRequestScorer';
import type { ScoreClaim, ScoredPart } from './types';

/** How long is waited for imported history before a risk is told to be unknown: 30 s, 2 min, 8 min. */
const FACTS_ATTEMPTS = 3;
const FACTS_WAIT_MS = 30_000;
const MAX_ATTEMPTS = 5;

interface PullRequestScoringOptions {
  knex: Knex;
  logger: LoggerService;
  store: DatabasePullRequestStore;
  outbox: DatabaseFeedbackOutbox;
  scorer: Pick<PullRequestScorer, 'score'>;
  ownership: Pick<OwnershipGraph, 'getComponents' | 'getComponent'>;
  publishers: PullRequestPublisher[];
  /** Address of the portal's pages. */
  appUrl: string;
  now: () => Date;
}

/** Scores a pull request for each of its entities, and puts what is to be told into the outbox, in one transaction. */
export class PullRequestScoring {
  readonly #options: PullRequestScoringOptions;

  static create(options: PullRequestScoringOptions): PullRequestScoring {
    return new PullRequestScoring(options);
  }

  private constructor(options: PullRequestScoringOptions) {
    this.#options = options;
  }

  /** Whether anybody wants to be told about pull requests of a repository. */
  isWanted(repository: string): boolean {
    return this.#entities(repository).length > 0;
  }

  async work(claim: ScoreClaim): Promise<void> {
    const { store, logger, now } = this.#options;
    const { repository, number } = claim.pullRequest;
    try {
      const parts = await this.#score(claim);
      const waits = parts.some(
        ({ assessment, awaitsFacts }) =>
          awaitsFacts && assessment.probability === undefined,
      );
      if (waits && claim.attempts < FACTS_ATTEMPTS) {
        const wait = FACTS_WAIT_MS * 4 ** claim.attempts;
        await store.retry(claim, new Date(now().getTime() + wait));
        return;
      }
      await this.#keep(claim, parts);
    } catch (error) {
      const attempt = claim.attempts + 1;
      logger.warn(
        `Scoring ${repository}#${number} failed, try ${attempt} of ${MAX_ATTEMPTS}`,
        error instanceof Error ? error : { error: String(error) },
      );
      if (attempt >= MAX_ATTEMPTS) {
        await this.#keep(claim, []);
        return;
      }
      const wait = FACTS_WAIT_MS * 2 ** claim.attempts;
      await store.retry(claim, new Date(now().getTime() + wait));
    }
  }

  async #score({ pullRequest }: ScoreClaim): Promise<ScoredPart[]> {
    const parts: ScoredPart[] = [];
    const entities = this.#entities(pullRequest.repository);
    for (const { entityRef } of entities) {
      const part = await this.#options.scorer.score(pullRequest, entityRef);
      // In a monorepo, what is not known to touch a component is not told about it.
      const told =
        part && (entities.length === 1 || !part.assessment.unknownReason);
      if (told) {
        parts.push(part);
      }
    }
    return parts;
  }

  async #keep(claim: ScoreClaim, parts: ScoredPart[]): Promise<void> {
    const { knex, store, outbox, publishers } = this.#options;
    await knex.transaction(async tx => {
      if (!(await store.complete(claim, { parts, tx }))) {
        return;
      }
      for (const publisher of publishers) {
        const wanted = parts
          .map(part => this.#toPart(part))
          .filter(({ component }) =>
            publisher.wants({ ...component?.annotations }),
          );
        if (wanted.length > 0) {
          await outbox.put(
            {
              publisher: publisher.id,
              entityRefs: wanted.map(({ part }) => part.assessment.entityRef),
              feedback: feedbackContent(
                claim.pullRequest,
                wanted.map(({ part }) => part),
              ),
            },
            tx,
          );
        }
      }
    });
  }

  #toPart(scored: ScoredPart): {
    component?: OwnedComponent;
    part: FeedbackPart;
  } {
    const { ownership, appUrl } = this.#options;
    const { entityRef } = scored.assessment;
    const component = ownership.getComponent(entityRef);
    const { kind, namespace, name } = parseEntityRef(entityRef);
    const path = [namespace, kind, name].map(encodeURIComponent).join('/');
    return {
      component,
      part: {
        ...scored,
        title: component?.title ?? name,
        url: `${appUrl}/catalog/${path}/risk`,
      },
    };
  }

  /** Components of the repository that somebody wants to be told about. */
  #entities(repository: string): OwnedComponent[] {
    const { ownership, publishers } = this.#options;
    return ownership
      .getComponents()
      .filter(
        component =>
          component.repository === repository &&
          publishers.some(one => one.wants({ ...component.annotations })),
      );
  }
}
