import type { BackfillRow } from '@showcaller/backstage-plugin-showcaller-common';

/** What is read, and from where: the same is never read twice at a time. */
export interface BackfillKey {
  source: string;
  target: string;
}

/** A wish to read the past of a target. */
export interface BackfillWish extends BackfillKey {
  repository: string;
  annotations: Record<string, string>;
  /** RFC 3339 in UTC with milliseconds. */
  since: string;
}

/** Where a backfill stands, without the entity: several may name one target. */
export type StoredBackfill = Omit<BackfillRow, 'entityRef'> & BackfillKey;

/** The next page of a backfill, held by one reader until its lease ends. */
export interface BackfillClaim extends BackfillKey {
  annotations: Record<string, string>;
  since: string;
  cursor?: string;
  /** Failed tries of this page. */
  attempts: number;
  token: string;
}

/** What a page that was stored leaves behind. */
export interface BackfillProgress {
  stage: string;
  itemsStored: number;
  /** Absent when there is nothing more. */
  cursor?: string;
  /** When the next page may be asked for. */
  notBefore: Date;
  /** True when that is long enough to be told. */
  waiting: boolean;
}
