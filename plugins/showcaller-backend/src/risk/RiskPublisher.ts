import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type {
  GateDecision,
  RiskAssessment,
} from '@showcaller/backstage-plugin-showcaller-common';

/** Topic of the events service that tells of new assessments. */
export const RISK_TOPIC = 'showcaller.risk';
/** Signal channel that tells pages which entity's risk to read again; it carries no content. */
export const RISK_CHANNEL = 'showcaller:risk';

const COALESCE_MS = 250;

/**
 * Tells the rest of the portal, after the commit. Pages are told per entity and at most a few times a second;
 * subscribers of the topic get every assessment but the backfilled ones, on which nobody must act.
 * Nothing here may fail a score: a missing or broken service is logged.
 */
export class RiskPublisher {
  readonly #logger: LoggerService;
  readonly #events: EventsService | undefined;
  readonly #signals: SignalsService | undefined;
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  static create(options: {
    logger: LoggerService;
    events?: EventsService;
    signals?: SignalsService;
  }): RiskPublisher {
    return new RiskPublisher(options);
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

  publish(assessment: RiskAssessment, decision?: GateDecision): void {
    this.#changed.add(assessment.entityRef);
    this.#timer ??= setTimeout(() => this.#sendSignals(), COALESCE_MS);
    this.#timer.unref();
    if (assessment.backfill || !this.#events) {
      return;
    }
    const { id, entityRef, subject, probability, band, occurredAt } =
      assessment;
    this.#attempt(
      this.#events.publish({
        topic: RISK_TOPIC,
        eventPayload: {
          assessmentId: id,
          entityRef,
          subject,
          probability,
          band,
          occurredAt,
          decision: decision && {
            id: decision.id,
            outcome: decision.outcome,
            strategy: decision.strategy,
          },
        },
      }),
    );
  }

  /** Signals that still wait are dropped: the services behind them are ending too, and pages read again anyway. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#changed.clear();
  }

  #sendSignals(): void {
    this.#timer = undefined;
    const entityRefs = [...this.#changed];
    this.#changed.clear();
    for (const entityRef of this.#signals ? entityRefs : []) {
      this.#attempt(
        this.#signals?.publish({
          recipients: { type: 'broadcast' },
          channel: RISK_CHANNEL,
          message: { entityRef },
        }),
      );
    }
  }

  #attempt(publishing: Promise<void> | undefined): void {
    publishing?.catch(error =>
      this.#logger.warn('Could not tell the portal about a new risk', error),
    );
  }
}
