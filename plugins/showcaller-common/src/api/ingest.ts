/** Where a stored raw event stands. @public */
export type RawEventStatus = 'pending' | 'mapped' | 'unmapped' | 'dead';

/** @public */
export interface RawEventRow {
  id: string;
  source: string;
  deliveryId: string;
  eventType: string;
  receivedAt: string;
  status: RawEventStatus;
  attempts: number;
  /** Why it is unmapped or dead. */
  reason?: string;
  bodyBytes: number;
  bodySha256: string;
  verifiedBy: string;
  mapperVersion?: string;
  cdEvents: number;
}

/** @public */
export interface RawEventDetail extends RawEventRow {
  headers: Record<string, string>;
  /** The body as text; absent when it is not UTF-8. */
  body?: string;
  events: unknown[];
}

/** @public */
export interface IngestSourceRow {
  source: string;
  configured: boolean;
  pending: number;
  mapped: number;
  unmapped: number;
  dead: number;
  lastReceivedAt?: string;
}

/** Answer of an accepted webhook. @public */
export interface WebhookReceipt {
  id: string;
  status: 'accepted' | 'duplicate';
}

/** @public */
export interface ReplayRequest {
  ids?: string[];
  source?: string;
  status?: RawEventStatus;
}

/** @public */
export interface ReplayResult {
  queued: number;
}
