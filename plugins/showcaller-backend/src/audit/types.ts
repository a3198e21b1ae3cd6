import type {
  AuditEntry,
  AuditReference,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';

/**
 * What is to be remembered for good.
 *
 * @public
 */
export interface AuditAppend {
  /** Full reference of a person, or the name of a service; `showcaller` for what the product does by itself. */
  actor: string;
  /** `gate.decided`, `gate.approved`, `policy.activated`, `model.promoted` …: `<room>.<what happened>`. */
  action: string;
  /** `decision:01K…`, `evaluation:…`, `override:…`, `bundle:<hash>`, `model:<hash>`, `deployment:…`. */
  subject: string;
  entityRef?: string;
  requestId?: string;
  /** Hashes, ids, numbers, words of ours. No free text of people and no secrets. */
  data?: JsonObject;
  /** Free text of people by name: only its SHA-256 goes into the entry, the text itself can be erased. */
  texts?: Record<string, string | undefined>;
}

/** Writes the audit log. */
export interface AuditAppender {
  /**
   * Appends in the transaction of the business write, as its last statement: the head of the log is locked until the
   * transaction ends, which is what keeps `seq` without gaps and in order over several replicas.
   */
  append(entry: AuditAppend, tx: Knex.Transaction): Promise<AuditReference>;
}

/** Reads the audit log. */
export interface AuditReader {
  get(seq: number): Promise<AuditEntry | undefined>;
  /** Entries about any of these subjects, oldest first. */
  listBySubjects(subjects: string[]): Promise<AuditReference[]>;
}

/** A row of `audit_entry`; PostgreSQL gives big integers as text. */
export interface EntryRow {
  seq: number | string;
  at: string;
  actor: string;
  action: string;
  subject: string;
  entity_ref: string | null;
  request_id: string | null;
  canonical: string;
  leaf_hash: string;
}

/** A row of `audit_text`. */
export interface TextRow {
  digest: string;
  salt: string;
  text: string;
}
