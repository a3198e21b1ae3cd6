import type {
  RawEventRow,
  RawEventStatus,
} from '@showcaller/backstage-plugin-showcaller-common';

/** A row of `ci_raw_event` without its body. */
export interface RawEventRecord {
  id: string;
  source: string;
  delivery_id: string;
  event_type: string;
  received_at: string;
  headers: string;
  body_bytes: number;
  body_sha256: string;
  content_type: string;
  verified_by: string;
  status: RawEventStatus;
  attempts: number;
  reason: string | null;
  mapper_version: string | null;
}

/** The columns that a listing needs: everything but the body and the bookkeeping of claims. */
export const rawEventColumns = [
  'id',
  'source',
  'delivery_id',
  'event_type',
  'received_at',
  'headers',
  'body_bytes',
  'body_sha256',
  'content_type',
  'verified_by',
  'status',
  'attempts',
  'reason',
  'mapper_version',
] as const;

/** A record as the API shows it. */
export function toRawEventRow(
  record: RawEventRecord,
  cdEvents: number,
): RawEventRow {
  return {
    id: record.id,
    source: record.source,
    deliveryId: record.delivery_id,
    eventType: record.event_type,
    receivedAt: record.received_at,
    status: record.status,
    attempts: record.attempts,
    ...(record.reason !== null && { reason: record.reason }),
    bodyBytes: record.body_bytes,
    bodySha256: record.body_sha256,
    verifiedBy: record.verified_by,
    ...(record.mapper_version !== null && {
      mapperVersion: record.mapper_version,
    }),
    cdEvents,
  };
}
