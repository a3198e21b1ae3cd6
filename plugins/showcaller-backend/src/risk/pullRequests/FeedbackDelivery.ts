import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  VendorError,
  type PullRequestPublisher,
} from '@showcaller/backstage-plugin-showcaller-node';
import { nextTry } from '../../platform/nextTry';
import type { DatabaseFeedbackOutbox } from './DatabaseFeedbackOutbox';
import type { FeedbackClaim } from './types';

/** Shorter than the lease, so that nobody else can have begun. */
const DEADLINE_MS = 90_000;

interface FeedbackDeliveryOptions {
  outbox: DatabaseFeedbackOutbox;
  publishers: PullRequestPublisher[];
  logger: LoggerService;
  now: () => Date;
  /** 0 to below 1. */
  random: () => number;
}

/**
 * Delivers feedback: looks what is there and plans, keeps the plan, carries it out, and looks whether it worked. Each try
 * begins with a look, so that a process that dies at any moment repeats nothing.
 */
export class FeedbackDelivery {
  readonly #options: FeedbackDeliveryOptions;
  readonly #publishers: Map<string, PullRequestPublisher>;

  static create(options: FeedbackDeliveryOptions): FeedbackDelivery {
    return new FeedbackDelivery(options);
  }

  private constructor(options: FeedbackDeliveryOptions) {
    this.#options = options;
    this.#publishers = new Map(options.publishers.map(one => [one.id, one]));
  }

  async work(claim: FeedbackClaim, stopping: AbortSignal): Promise<void> {
    const { outbox } = this.#options;
    const publisher = this.#publishers.get(claim.publisher);
    if (!publisher) {
      await outbox.bury(
        claim,
        `No installed module publishes as ${claim.publisher} any more.`,
      );
      return;
    }
    try {
      await this.#deliver(claim, publisher, stopping);
    } catch (error) {
      if (stopping.aborted) {
        await outbox.release(claim);
        return;
      }
      await this.#afterFailure(claim, error);
    }
  }

  async #deliver(
    claim: FeedbackClaim,
    publisher: PullRequestPublisher,
    stopping: AbortSignal,
  ): Promise<void> {
    const { outbox } = this.#options;
    const { feedback } = claim;
    const signal = AbortSignal.any([
      stopping,
      AbortSignal.timeout(DEADLINE_MS),
    ]);
    const plan = await publisher.plan({ feedback, signal });
    if (!(await outbox.notePlan(claim, plan))) {
      await outbox.release(claim);
      return;
    }
    if (plan.requests.length > 0) {
      await publisher.apply({ feedback, signal, plan });
    }
    const seen = await publisher.observe({ feedback, signal });
    if (seen.contentHash !== feedback.contentHash) {
      throw new VendorError(
        seen.contentHash === undefined
          ? `What was sent to ${feedback.repository}#${feedback.number} is not there`
          : `${feedback.repository}#${feedback.number} shows something else than was sent`,
        { kind: 'unavailable' },
      );
    }
    await outbox.publish(claim, { url: seen.url, note: plan.note });
  }

  async #afterFailure(claim: FeedbackClaim, error: unknown): Promise<void> {
    const { outbox, logger, now, random } = this.#options;
    const { repository, number } = claim.feedback;
    const next = nextTry(error, {
      attempts: claim.attempts,
      now: now(),
      random,
    });
    if (next.giveUp) {
      logger.warn(
        `${repository}#${number} could not be told by ${claim.publisher}: ${next.reason}`,
      );
      await outbox.bury(claim, next.reason);
      return;
    }
    await outbox.retry(claim, next);
    if (next.limited) {
      await outbox.hold(claim.publisher, next.notBefore);
    }
  }
}
