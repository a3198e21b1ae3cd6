import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type { EventsService } from '@backstage/plugin-events-node';
import type { RiskModelVersion } from '@showcaller/backstage-plugin-showcaller-common';
import { randomUUID } from 'node:crypto';
import type { ServingModel } from '../../model/ServingModel';
import type { RiskModel } from '../../types';
import type { ModelAlerts } from '../alerts/ModelAlerts';
import { MODEL_TOPIC } from '../ModelPublisher';
import type {
  DatabaseModelStore,
  StoredModelFiles,
} from '../registry/DatabaseModelStore';

const POLL_MS = 15_000;

/** Makes a model of its stored files; throws when they must not decide anything. */
export type ModelLoader = (files: StoredModelFiles) => Promise<RiskModel>;

/** What serves the registry's champion. */
export interface ChampionWatcherOptions {
  store: DatabaseModelStore;
  serving: ServingModel;
  load: ModelLoader;
  alerts: ModelAlerts;
  logger: LoggerService;
  events?: EventsService;
}

/**
 * Keeps this process serving the registry's champion: looks at the registry every 15 seconds, and at once when this or
 * another replica says that it changed. A champion that does not load is refused, with an alert that says why, and what
 * served before goes on; right after a start that is the newest model before it which loads, at last the shipped one.
 */
export class ChampionWatcher {
  readonly #options: ChampionWatcherOptions;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  /** Champion that did not load, so that it is tried once and not every 15 seconds. */
  #refused: string | undefined;

  static create(options: ChampionWatcherOptions): ChampionWatcher {
    return new ChampionWatcher(options);
  }

  private constructor(options: ChampionWatcherOptions) {
    this.#options = options;
  }

  /** Resolves when what is to serve at the start serves. */
  async start(): Promise<void> {
    await this.look();
    if (this.#refused) {
      await this.#serveNewestThatLoads();
    }
    this.#timer = setInterval(() => this.look(), POLL_MS);
    this.#timer.unref();
    await this.#options.events?.subscribe({
      // Subscribers of one name share the events between them; every replica has to hear of this one.
      id: `showcaller-model-${randomUUID()}`,
      topics: [MODEL_TOPIC],
      onEvent: () => this.look(),
    });
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** Serves the champion when another one serves. Never throws. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#look());
    return this.#looking;
  }

  /**
   * Whether a stored model would serve.
   *
   * @throws ConflictError that says why it would not
   */
  async check(hash: string): Promise<void> {
    let model;
    try {
      model = await this.#load(hash);
    } catch (error) {
      throw new ConflictError(
        `Model ${hash} does not load, so it cannot serve: ${
          toError(error).message
        }`,
      );
    }
    await model.release();
  }

  async #look(): Promise<void> {
    const { store, serving, alerts, logger } = this.#options;
    try {
      const champion = await store.getChampion();
      if (!champion || champion.hash === this.#refused) {
        return;
      }
      this.#refused = undefined;
      if (champion.hash !== serving.card.hash) {
        await this.#serve(champion);
      }
      if (!this.#refused) {
        await alerts.replace('champion', []);
      }
    } catch (error) {
      logger.error(
        'The model registry could not be read; the serving model stays',
        toError(error),
      );
    }
  }

  async #serve(champion: RiskModelVersion): Promise<void> {
    const { serving, alerts, logger } = this.#options;
    const { id, version, hash } = champion;
    try {
      const model = await this.#load(hash);
      await serving.swap(model);
      logger.info(`Serving risk model ${id} ${version} (${hash.slice(0, 12)})`);
    } catch (error) {
      this.#refused = hash;
      const { message } = toError(error);
      const kept = serving.card;
      logger.error(
        `Risk model ${id} ${version} does not load; ${kept.id} ${kept.version} keeps serving: ${message}`,
      );
      await alerts.replace('champion', [
        {
          key: `champion:${hash}`,
          severity: 'act',
          text: `Version ${version} of ${id} is the champion but does not load, so ${kept.id} ${kept.version} keeps serving: ${message}`,
        },
      ]);
    }
  }

  async #serveNewestThatLoads(): Promise<void> {
    const { store, serving, logger } = this.#options;
    for (const { hash, id, version } of await store.listServedBefore()) {
      if (hash === serving.card.hash) {
        return;
      }
      try {
        await serving.swap(await this.#load(hash));
        logger.warn(`Serving risk model ${id} ${version} instead`);
        return;
      } catch (error) {
        logger.warn(
          `Risk model ${id} ${version} does not load either`,
          toError(error),
        );
      }
    }
  }

  async #load(hash: string): Promise<RiskModel> {
    const { store, load } = this.#options;
    const files = await store.getFiles(hash);
    if (!files) {
      throw new Error(`The registry has no model ${hash}`);
    }
    const model = await load(files);
    if (model.card.hash !== hash) {
      await model.release();
      throw new Error(
        `The stored files make a model with the hash ${model.card.hash}, but the registry calls it ${hash}: they were exchanged or changed`,
      );
    }
    return model;
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
