import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { EvidenceKind } from '@showcaller/backstage-plugin-showcaller-common';
import type { EventMapper } from './webhooks';

/** What a source reads for an entity, as far as its annotations tell. @public */
export interface BackfillTarget {
  /** The same target is read once, though several entities may name it: `shop/payments`. */
  id: string;
  /** `owner/repo`, lower case: what the mapped events speak of. */
  repository: string;
}

/** @public */
export interface BackfillPageRequest {
  annotations: Record<string, string>;
  /** `nextCursor` of the page before; absent for the first. */
  cursor?: string;
  /** RFC 3339: nothing older is wanted. */
  since: string;
  signal: AbortSignal;
}

/** One answer of the vendor's API, or one entry of a listing, as it is stored. @public */
export interface BackfillItem {
  /** e.g. `workflow_run`; at most 128 characters. */
  eventType: string;
  /** The same content always has the same id, so that a page read twice is stored once; at most 255 characters. */
  deliveryId: string;
  body: Buffer;
}

/** A document about a revision, in a form that the evidence reads; also stored before it is interpreted. @public */
export interface BackfillDocument {
  kind: EvidenceKind;
  /** `owner/repo`, lower case. */
  repository: string;
  sha: string;
  /** Distinguishes several documents of one revision; at most 100 characters. */
  name: string;
  /** From 1. */
  attempt: number;
  /** RFC 3339: when what it tells was observed. */
  observedAt: string;
  body: Buffer;
}

/** @public */
export interface BackfillPage {
  items: BackfillItem[];
  /** Test reports and the like. */
  documents?: BackfillDocument[];
  /** Where to go on; absent when there is nothing more. At most 1 MiB. */
  nextCursor?: string;
  /** What was read, for people: `deployments, page 12`. */
  stage: string;
  /** RFC 3339: not to be asked again before, because the rate limit is nearly used up or out of politeness. */
  waitUntil?: string;
}

/**
 * Reads past runs, tests and deployments from a vendor's API, a page for each call. The pages are stored as raw events
 * of the source `mapper.id` before anything in them is interpreted. Registered through
 * {@link showcallerBackfillExtensionPoint}.
 *
 * @public
 */
export interface BackfillSource {
  /** `github`, `gitlab`, `jenkins` */
  id: string;
  /** Maps what was stored. Its subjects are those of the vendor's webhooks: the same deployment is one row. */
  mapper: EventMapper;
  /** Where it is read, for the record: `https://api.github.com`. */
  readFrom: string;
  /** Days to read by itself, once, of every entity that it has a target for; absent: only on request. */
  automaticDays?: number;
  /** Undefined when the annotations name nothing that this source could read. Throws InputError when they are wrong. */
  targetOf(annotations: Record<string, string>): BackfillTarget | undefined;
  /**
   * One request, at most a few. Throws VendorError; everything that it marks as retryable is tried again with the same
   * cursor.
   */
  readPage(request: BackfillPageRequest): Promise<BackfillPage>;
}

/** @public */
export interface ShowcallerBackfillExtensionPoint {
  /** Throws when a source of the same id was added before. */
  addSource(source: BackfillSource): void;
}

/** Adds readers of the past. @public */
export const showcallerBackfillExtensionPoint =
  createExtensionPoint<ShowcallerBackfillExtensionPoint>({
    id: 'showcaller.backfill',
  });
