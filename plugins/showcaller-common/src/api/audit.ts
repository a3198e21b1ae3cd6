/** An entry of the audit log. What was appended is never changed or removed. @public */
export interface AuditEntry {
  /** From 1, without gaps. */
  seq: number;
  at: string;
  /** Full reference of a person, or the name of a service. */
  actor: string;
  /** `gate.decided`, `gate.approved`, `policy.activated`, `model.promoted` … */
  action: string;
  /** What it is about: `decision:01K…`, `bundle:ab12…`, `model:…`. */
  subject: string;
  entityRef?: string;
  requestId?: string;
  /** Facts of the action; free text of people only as its SHA-256, see `texts`. */
  data: Record<string, unknown>;
  /** Free text by name, while it is kept; the entry itself holds its digest. */
  texts?: Record<string, string>;
  /** Digest of each of its texts, kept or erased, hex: SHA-256 over a random salt, a newline and the text. */
  textDigests?: Record<string, string>;
  /** RFC 6962 leaf hash of the canonical entry, hex. */
  leafHash: string;
}

/** @public */
export type AuditReference = Pick<
  AuditEntry,
  'seq' | 'at' | 'actor' | 'action' | 'subject'
>;

/** A signed tree head. @public */
export interface AuditCheckpoint {
  size: number;
  /** Base64. */
  root: string;
  at: string;
  /** C2SP signed note: origin, size, root, Ed25519 signature. */
  note: string;
  /** Where it was written outside the database. */
  publishedTo: string[];
}

/** Proof that an entry is in the log. @public */
export interface AuditProof {
  entry: AuditEntry;
  /** The canonical bytes that the leaf hash is taken of, as text. */
  canonical: string;
  /** Index of the leaf, from 0. */
  leafIndex: number;
  /** Siblings from the leaf to the root, hex. */
  path: string[];
  /** The newest checkpoint that covers it; absent until one is made. */
  checkpoint?: AuditCheckpoint;
  treeSize: number;
  /** Hex. */
  root: string;
  /** Ed25519 public key of checkpoints, as a C2SP verifier key (`name+hash+base64`). */
  verifierKey: string;
}

/** Result of checking the whole log. @public */
export interface AuditVerification {
  state: 'running' | 'ok' | 'broken';
  startedAt: string;
  finishedAt?: string;
  /** Entries looked at. */
  entries: number;
  /** 0-1 while running. */
  progress?: number;
  checkpoints: number;
  /** The first entry that is not what it was, or where one is missing. */
  firstBad?: { seq: number; reason: string };
  /** One sentence. */
  explanation: string;
}

/** Filter of `GET audit/entries`, newest first. @public */
export interface AuditFilter {
  actor?: string;
  action?: string;
  subject?: string;
  entityRef?: string;
  from?: string;
  to?: string;
}

/** Answer of `GET audit`. @public */
export interface AuditOverview {
  entries: number;
  oldestAt?: string;
  newestAt?: string;
  checkpoint?: AuditCheckpoint;
  verifierKey: string;
  lastVerification?: AuditVerification;
  /** Actions that occur, for filters. */
  actions: string[];
}

/** Answer of `GET audit/consistency`: proof that the log of `from` entries is the beginning of that of `to` entries. @public */
export interface AuditConsistency {
  from: number;
  to: number;
  /** Hex. */
  fromRoot: string;
  /** Hex. */
  toRoot: string;
  /** Hex. */
  path: string[];
}
