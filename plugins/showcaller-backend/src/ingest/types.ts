import type {
  IngestSourceRow,
  Page,
  RawEventDetail,
  RawEventRow,
  RawEventStatus,
  ReplayRequest,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { StoredWebhook } from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';

/** A verified webhook that is about to be stored. */
export interface ReceivedWebhook extends StoredWebhook {
  source: string;
  deliveryId: string;
  contentType: string;
  /** What convinced us of the sender, e.g. `hmac-sha256, first secret`. */
  verifiedBy: string;
  /** True for the past, which is mapped after everything that happens now. */
  later?: boolean;
}

/** A raw event that this process may work on until `claimedUntil`. */
export interface ClaimedRawEvent {
  id: string;
  source: string;
  eventType: string;
  receivedAt: string;
  bodyBytes: number;
  /** Earlier tries that ended in an error. */
  attempts: number;
}

/** How the processing of a raw event ended. */
export interface ProcessingOutcome {
  status: RawEventStatus;
  attempts: number;
  reason?: string;
  mapperVersion?: string;
  /** For a `pending` event that is to be tried again: not before this time. */
  notBefore?: string;
}

/** What waits and what failed. */
export interface IngestHealth {
  pending: number;
  dead: number;
  /** Age of the event that has waited longest; absent when none waits. */
  oldestPendingSeconds?: number;
}

/** Raw webhooks: written once, claimed by one worker at a time, kept for replay. */
export interface RawEventStore {
  /** Stores a webhook unless the same delivery is stored already; the id is that of the stored one. */
  add(webhook: ReceivedWebhook): Promise<{ id: string; duplicate: boolean }>;
  /** Takes waiting events in the order they arrived; live ones before replayed ones. */
  claim(options: {
    worker: string;
    limit: number;
    now: Date;
    leaseSeconds: number;
  }): Promise<ClaimedRawEvent[]>;
  /** Frees what a former process of the same worker had claimed. */
  releaseClaims(workerPrefix: string): Promise<void>;
  /** By id; without those whose body was erased by retention. */
  read(ids: string[]): Promise<Map<string, StoredWebhook>>;
  /** Records results, in the caller's transaction where one is given; false when a claim was lost meanwhile. */
  finish(options: {
    results: Array<{ id: string; outcome: ProcessingOutcome }>;
    worker: string;
    now: Date;
    tx?: Knex.Transaction;
  }): Promise<boolean>;
  list(options: {
    status?: RawEventStatus;
    source?: string;
    limit: number;
    offset: number;
  }): Promise<Page<RawEventRow>>;
  get(id: string): Promise<RawEventDetail | undefined>;
  countBySource(): Promise<Array<Omit<IngestSourceRow, 'configured'>>>;
  health(now: Date): Promise<IngestHealth>;
  /** Puts events whose body is still there back into the queue; answers how many. */
  requeue(request: ReplayRequest): Promise<number>;
  /** Erases at most `limit` bodies received before a time; answers how many. */
  eraseBodies(options: { before: Date; limit: number }): Promise<number>;
}
