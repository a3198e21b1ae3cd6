import type { LoggerService } from '@backstage/backend-plugin-api';
import type { RiskModelVersion } from '@showcaller/backstage-plugin-showcaller-common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { decodeTime, encodeTime } from 'ulid';
import type { RiskModel } from '../../types';
import type { Leases } from '../Leases';
import type { DatabaseModelStore } from '../registry/DatabaseModelStore';
import type { AssessedDeployments } from '../rows/AssessedDeployments';
import { ROW_WIDTH } from '../rows/DatedRows';
import { rowOfSignals } from '../rows/RowCollector';
import type { ModelLoader } from '../serving/ChampionWatcher';
import type { DatabaseShadowStore } from './DatabaseShadowStore';

const EVERY_MS = 10_000;
/** Some milliseconds of work, then others get a turn. */
const PAGE = 50;
/** Challengers that are watched at a time. */
const MOST_CHALLENGERS = 3;
/** Assessments of several processes may be stored in another order than their ids. */
const OVERLAP_MS = 60_000;

/** What shadow scoring needs. */
export interface ShadowScorerOptions {
  store: DatabaseModelStore;
  shadow: DatabaseShadowStore;
  deployments: AssessedDeployments;
  load: ModelLoader;
  leases: Leases;
  logger: LoggerService;
  now: () => Date;
}

/**
 * Has challengers score what the champion scored, some seconds later and from the stored signals: nothing that decides waits
 * for it or sees it. One replica does it.
 */
export class ShadowScorer {
  readonly #options: ShadowScorerOptions;
  readonly #loaded = new Map<string, RiskModel | undefined>();
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();
  #stopped = false;

  static create(options: ShadowScorerOptions): ShadowScorer {
    return new ShadowScorer(options);
  }

  private constructor(options: ShadowScorerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#working = this.#working.then(() => this.#workOrWarn());
    }, EVERY_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#working;
    await this.#keepOnly([]);
  }

  /** Scores all that is new; how many scores were made. */
  async score(): Promise<number> {
    const { store, leases } = this.#options;
    if (!(await leases.take('shadow'))) {
      await this.#keepOnly([]);
      return 0;
    }
    const challengers = (await store.listByStatus('challenger')).slice(
      0,
      MOST_CHALLENGERS,
    );
    await this.#keepOnly(challengers.map(({ hash }) => hash));
    const champion = await store.getChampion();
    let scored = 0;
    for (const challenger of champion ? challengers : []) {
      scored += await this.#scoreFor(challenger, champion?.hash ?? '');
    }
    return scored;
  }

  async #workOrWarn(): Promise<void> {
    try {
      await this.score();
    } catch (error) {
      this.#options.logger.warn(
        'Challengers could not score in the background',
        error instanceof Error ? error : new Error(String(error)),
      );
    }
  }

  async #scoreFor(
    challenger: RiskModelVersion,
    champion: string,
  ): Promise<number> {
    const { deployments, shadow, now } = this.#options;
    const model = await this.#model(challenger);
    if (!model) {
      return 0;
    }
    const pair = { challenger: challenger.hash, champion };
    const last = await shadow.lastAssessment(pair);
    const since = last
      ? decodeTime(last) - OVERLAP_MS
      : Date.parse(challenger.createdAt);
    let fromId = `${encodeTime(since, 10)}${'0'.repeat(16)}`;
    let scored = 0;
    while (!this.#stopped) {
      const page = await deployments.scoredBy({
        modelHash: champion,
        fromId,
        limit: PAGE,
      });
      const rows = new Float32Array(page.length * ROW_WIDTH);
      for (const [index, { signals }] of page.entries()) {
        rows.set(rowOfSignals(signals), index * ROW_WIDTH);
      }
      const answers = page.length > 0 ? await model.evaluate(rows) : [];
      await shadow.putScores(
        page.map((deployment, index) => ({
          challengerHash: challenger.hash,
          championHash: champion,
          deploymentId: deployment.deploymentId,
          assessmentId: deployment.assessmentId,
          championLogOdds: deployment.logOdds,
          challengerLogOdds: answers[index].logOdds,
          occurredAt: deployment.occurredAt,
        })),
        now(),
      );
      scored += page.length;
      const newest = page.at(-1)?.assessmentId;
      if (page.length < PAGE || newest === undefined) {
        break;
      }
      fromId = `${newest}0`;
      await nextTurn();
    }
    return scored;
  }

  /** Loaded once; undefined, and said once, when it does not load. */
  async #model({ hash, id, version }: RiskModelVersion) {
    const { store, load, logger } = this.#options;
    if (!this.#loaded.has(hash)) {
      try {
        const files = await store.getFiles(hash);
        this.#loaded.set(hash, files && (await load(files)));
      } catch (error) {
        this.#loaded.set(hash, undefined);
        logger.warn(
          `Challenger ${id} ${version} does not load and is not watched`,
          error instanceof Error ? error : new Error(String(error)),
        );
      }
    }
    return this.#loaded.get(hash);
  }

  async #keepOnly(hashes: string[]): Promise<void> {
    for (const [hash, model] of this.#loaded) {
      if (!hashes.includes(hash)) {
        this.#loaded.delete(hash);
        await model?.release();
      }
    }
  }
}
