import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ChangeFacts } from '@showcaller/backstage-plugin-showcaller-node';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { riskFeatures } from '@showcaller/engine/risk';
import type { ChangeFactsReader } from '../delivery/history.types';
import type { ChangeAssessor } from './ChangeAssessor';
import type {
  ChangeRisk,
  DatabaseChangeRiskStore,
} from './DatabaseChangeRiskStore';
import { featureRow, hasSize } from './features/featureRow';
import type { ServingModel } from './model/ServingModel';
import type { RiskModel } from './types';

const PAGE = 200;
/** Changes that are made ready without a pause. */
const AT_ONCE = 20;

interface ScheduledRepository {
  entityRefs: Set<string>;
  after: () => Promise<void>;
}

interface ChangeScorerOptions {
  logger: LoggerService;
  facts: ChangeFactsReader;
  store: DatabaseChangeRiskStore;
  assessor: ChangeAssessor;
  model: ServingModel;
}

/**
 * Scores every imported change by itself, page by page from the newest, giving way to other work between pages.
 *
 * The first pass over a repository in a process reads it whole, so that what a crash left out is made up for; later
 * passes end at the first page that held nothing new.
 */
export class ChangeScorer {
  readonly #options: ChangeScorerOptions;
  readonly #scheduled = new Map<string, ScheduledRepository>();
  readonly #readWhole = new Set<string>();
  #running: Promise<void> | undefined;
  #active = false;

  static create(options: ChangeScorerOptions): ChangeScorer {
    return new ChangeScorer(options);
  }

  private constructor(options: ChangeScorerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#active = true;
    this.#run();
  }

  /** Ends after the page in progress. */
  async stop(): Promise<void> {
    this.#active = false;
    await this.#running;
  }

  /** Asks for a pass over a repository; several wishes that wait become one. `after` runs when it is through. */
  schedule(
    repository: string,
    entityRefs: string[],
    after: () => Promise<void>,
  ): void {
    const waiting = this.#scheduled.get(repository);
    this.#scheduled.set(repository, {
      entityRefs: new Set([...(waiting?.entityRefs ?? []), ...entityRefs]),
      after,
    });
    this.#run();
  }

  /** Scores all changes again, in the background: for when another model took over. What the old one said goes after that. */
  rescore(): void {
    this.#scheduleAll().catch(error =>
      this.#options.logger.error(
        'The changes could not be scheduled to be scored with the new model; each is scored with its next import',
        error,
      ),
    );
  }

  async #scheduleAll(): Promise<void> {
    const { store, model } = this.#options;
    this.#readWhole.clear();
    for (const repository of await store.listRepositories()) {
      const waiting = this.#scheduled.get(repository);
      this.schedule(repository, [], async () => {
        await waiting?.after();
        await store.deleteOthers({ repository, modelHash: model.card.hash });
      });
    }
  }

  /** Scores what this model has not scored yet; answers how many changes that were. */
  async scoreRepository(repository: string): Promise<number> {
    const { facts } = this.#options;
    let scored = 0;
    let before: { committedAt: string; sha: string } | undefined;
    for (;;) {
      const page = await facts.listFacts({ repository, limit: PAGE, before });
      const last = page.at(-1);
      const inPage = await this.#options.model.use(model =>
        this.#scorePage({ repository, page, model }),
      );
      scored += inPage;
      const onlyNew = this.#readWhole.has(repository);
      if (!last || page.length < PAGE || (onlyNew && inPage === 0)) {
        this.#readWhole.add(repository);
        return scored;
      }
      if (!this.#active) {
        return scored;
      }
      before = { committedAt: last.committedAt, sha: last.sha };
      await nextTurn();
    }
  }

  #run(): void {
    if (!this.#active || this.#running || this.#scheduled.size === 0) {
      return;
    }
    this.#running = this.#work().finally(() => {
      this.#running = undefined;
      this.#run();
    });
  }

  async #work(): Promise<void> {
    for (;;) {
      const [next] = this.#scheduled;
      if (!next || !this.#active) {
        return;
      }
      const [repository, { entityRefs, after }] = next;
      this.#scheduled.delete(repository);
      try {
        await this.scoreRepository(repository);
        if (!this.#active) {
          return;
        }
        await this.#options.assessor.assessNewest(repository, [...entityRefs]);
        await after();
      } catch (error) {
        this.#options.logger.error(
          `Scoring the changes of ${repository} failed; it is tried again with its next import`,
          error instanceof Error ? error : new Error(String(error)),
        );
      }
    }
  }

  async #scorePage(options: {
    repository: string;
    page: ChangeFacts[];
    model: RiskModel;
  }): Promise<number> {
    const { repository, page, model } = options;
    const { store } = this.#options;
    const modelHash = model.card.hash;
    const done = await store.filterScored({
      repository,
      shas: page.map(change => change.sha),
      modelHash,
    });
    const fresh = page.filter(change => !done.has(change.sha));
    if (fresh.length === 0) {
      return 0;
    }
    const rows = new Float32Array(fresh.length * riskFeatures.length);
    for (const [index, change] of fresh.entries()) {
      rows.set(featureRow(change), index * riskFeatures.length);
      if (index % AT_ONCE === AT_ONCE - 1) {
        // A commit may touch a thousand files, each of which is looked at by its name.
        await nextTurn();
      }
    }
    const evaluations = await model.evaluate(rows);
    const risks = fresh.map(
      (change, index): ChangeRisk => ({
        repository,
        sha: change.sha,
        evaluation: hasSize(change) ? evaluations[index] : undefined,
        committedAt: change.committedAt,
      }),
    );
    await store.save(risks, modelHash);
    return fresh.length;
  }
}
