import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { SignalsService } from '@backstage/plugin-signals-node';

/** Signal channel that tells pages to read the model's health again; it carries no content. */
export const MODEL_CHANNEL = 'showcaller:model';
/** Topic of the events service that tells the other replicas to look at the registry. */
export const MODEL_TOPIC = 'showcaller.model';

const COALESCE_MS = 1000;

/**
 * Tells pages that something about the model changed, at most once a second, and the other replicas that another one is to
 * serve. Nothing here may fail a training: a missing or broken service is logged.
 */
export class ModelPublisher {
  readonly #logger: LoggerService;
  readonly #events: EventsService | undefined;
  readonly #signals: SignalsService | undefined;
  #timer: NodeJS.Timeout | undefined;

  static create(options: {
    logger: LoggerService;
    events?: EventsService;
    signals?: SignalsService;
  }): ModelPublisher {
    return new ModelPublisher(options);
  }

  private constructor(options: {
    logger: LoggerService;
    events?: EventsService;
    signals?: SignalsService;
  }) {
    this.#logger = options.logger;
    this.#events = options.events;
    this.#signals = options.signals;
  }

  /** Pages show something old. */
  changed(): void {
    if (this.#signals && !this.#timer) {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#attempt(
          this.#signals?.publish({
            recipients: { type: 'broadcast' },
            channel: MODEL_CHANNEL,
            message: { changed: true },
          }),
        );
      }, COALESCE_MS);
      this.#timer.unref();
    }
  }

  /** Another model is champion, or may be. */
  championChanged(): void {
    this.changed();
    this.#attempt(
      this.#events?.publish({ topic: MODEL_TOPIC, eventPayload: {} }),
    );
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #attempt(publishing: Promise<void> | undefined): void {
    publishing?.catch(error =>
      this.#logger.warn('Could not tell the portal about the model', error),
    );
  }
}
