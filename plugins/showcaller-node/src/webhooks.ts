import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { CdEvent } from '@showcaller/backstage-plugin-showcaller-common';

/** A webhook request as it arrived: nothing parsed, header names lower case. @public */
export interface WebhookRequest {
  headers: Record<string, string>;
  /** The exact bytes; signatures are computed over these. */
  body: Buffer;
  /** What follows the name of the source in the address, without the slash; absent when nothing does. */
  subPath?: string;
}

/** Result of {@link WebhookSource.verify}. `status` 401: no or unusable credentials; 403: wrong ones. @public */
export type WebhookVerification =
  | { ok: true; verifiedBy: string }
  | { ok: false; status: 401 | 403; reason: string };

/** What the envelope tells before the body is interpreted. @public */
export interface WebhookEnvelope {
  /** The sender's own id of this delivery; redeliveries carry the same. */
  deliveryId: string;
  /** e.g. `workflow_run` */
  eventType: string;
}

/** A stored raw event as a mapper gets it. @public */
export interface StoredWebhook {
  eventType: string;
  headers: Record<string, string>;
  body: Buffer;
  /** RFC 3339; for sources that do not say when something happened. */
  receivedAt: string;
}

/** `unmapped` events are kept and counted; they are no error. @public */
export type MappingResult = { events: CdEvent[] } | { unmapped: string };

/**
 * Makes CDEvents of raw events of one source, whatever way they came in.
 *
 * @public
 */
export interface EventMapper {
  /** Stored source name. */
  id: string;
  /** Raised whenever `map` changes, so that stored events can be replayed. */
  mapperVersion: string;
  /**
   * Awaited before events are mapped, by a mapper that needs to know something of the catalog. When it fails, the event
   * is tried again later.
   */
  prepare?(): Promise<void>;
  /**
   * Pure: the same stored bytes give the same events, with the same ids. Throws when the body cannot be understood:
   * the event then goes to the dead letters with the error's message.
   */
  map(event: StoredWebhook): MappingResult;
}

/**
 * An outside system that sends webhooks. Registered by a module through {@link showcallerWebhooksExtensionPoint};
 * requests arrive at `POST /api/showcaller/webhooks/<id>`.
 *
 * @public
 */
export interface WebhookSource extends EventMapper {
  /** Path segment and stored source name, e.g. `github`. */
  id: string;
  /** Largest accepted body in bytes; 1 MiB when absent. */
  bodyLimit?: number;
  /** Accepted media types; `application/json` when absent. */
  contentTypes?: string[];
  /** False when no secret is configured: every request is then refused. */
  configured: boolean;
  /** Checks the sender over the raw bytes, in constant time. Fails closed. Must not parse the body. */
  verify(request: WebhookRequest): WebhookVerification;
  /** Reads the delivery id and event type from the headers. Throws InputError when one is missing. */
  envelope(request: WebhookRequest): WebhookEnvelope;
  /** Names of headers that must not be stored. */
  secretHeaders?: string[];
  /** True for a source that takes addresses below its own, e.g. with a secret or the name of an instance. */
  subPaths?: boolean;
  /**
   * The bytes that are stored and mapped, where they are not the body: an event that came in a header, or a body
   * without the credential that it carried. Called after `verify`.
   */
  content?(request: WebhookRequest): Buffer;
}

/** @public */
export interface ShowcallerWebhooksExtensionPoint {
  /** Throws when a source of the same id was added before. */
  addSource(source: WebhookSource): void;
}

/** Adds systems that send webhooks. @public */
export const showcallerWebhooksExtensionPoint =
  createExtensionPoint<ShowcallerWebhooksExtensionPoint>({
    id: 'showcaller.webhooks',
  });
