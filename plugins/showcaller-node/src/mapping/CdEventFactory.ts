import {
  type CdEvent,
  type CdEventName,
  cdEventType,
  createCdEvent,
  customEventType,
} from '@showcaller/backstage-plugin-showcaller-common';
import { createHash } from 'node:crypto';
import { uuidOf } from './uuidOf';

/** A type of CDEvents, or `[subject, predicate]` of one of ours. @public */
export type EventName = CdEventName | [subject: string, predicate: string];

/** What a mapper says of one event; the factory knows the rest. @public */
export interface EventParts {
  /** Subject id; see the shapes in the common package. */
  subjectId: string;
  content?: Record<string, unknown>;
  /** When it happened (RFC 3339); the time of receipt when the source does not say. */
  at?: string;
  /** Commit that ties the event to others of the same change. */
  sha?: string;
  data?: object;
}

/**
 * Makes the events of one stored raw event. Their ids depend on the body alone: the same body gives the same events,
 * however and whenever it came.
 *
 * @public
 */
export class CdEventFactory {
  readonly #options: Parameters<typeof CdEventFactory.create>[0];
  readonly #bodyHash: string;
  #count = 0;

  static create(options: {
    /** `github`, `gitlab` */
    vendor: string;
    eventType: string;
    body: Buffer;
    receivedAt: string;
    /** `owner/repo` in lower case. */
    repository: string;
    /** URI of the repository. */
    source: string;
  }): CdEventFactory {
    return new CdEventFactory(options);
  }

  private constructor(options: Parameters<typeof CdEventFactory.create>[0]) {
    this.#options = options;
    this.#bodyHash = createHash('sha256').update(options.body).digest('hex');
  }

  create(name: EventName, parts: EventParts): CdEvent {
    const { vendor, eventType, repository, source, receivedAt } = this.#options;
    const { subjectId, content, at, sha, data } = parts;
    const index = String(this.#count++);
    return createCdEvent({
      id: uuidOf(vendor, eventType, this.#bodyHash, index),
      type: Array.isArray(name) ? customEventType(...name) : cdEventType(name),
      source,
      timestamp: at ?? receivedAt,
      chainId: sha && uuidOf('chain', repository, sha),
      subject: { id: subjectId, source, content },
      customData: data ?? { repository },
    });
  }
}
