import type { Knex } from 'knex';
import { monotonicFactory } from 'ulid';
import { timestamp } from '../database/timestamp';
import { documentColumns, type DocumentRow, toDocument } from './documentRow';
import type { EvidenceDocument, EvidenceKey, ReceivedDocument } from './types';

const TABLE = 'evidence_document';
/** Tables of what documents say, by `document_id`. */
const SAID = [
  'test_result',
  'benchmark_result',
  'sbom_document',
  'sbom_content',
  'coverage_result',
  'findings_result',
  'finding',
  'attestation_verdict',
  'evidence_artifact',
];

/** Told of a document that was not known, in the transaction that stores it. */
export type ReceivedListener = (
  document: EvidenceDocument,
  received: ReceivedDocument,
  tx: Knex.Transaction,
) => Promise<void>;

/** Uploaded documents, as they came. What they say is kept by `DatabaseResultStore`. */
export class DatabaseEvidenceStore {
  readonly #knex: Knex;
  readonly #nextId = monotonicFactory();
  readonly #onReceived: ReceivedListener | undefined;

  static create(options: {
    knex: Knex;
    onReceived?: ReceivedListener;
  }): DatabaseEvidenceStore {
    return new DatabaseEvidenceStore(options);
  }

  private constructor(options: { knex: Knex; onReceived?: ReceivedListener }) {
    this.#knex = options.knex;
    this.#onReceived = options.onReceived;
  }

  /** Stores a document, unless the same one is there already. */
  async receive(
    received: ReceivedDocument,
  ): Promise<{ document: EvidenceDocument; duplicate: boolean }> {
    const { kind, repository, sha, name, attempt, digest } = received;
    const key = { repository, sha, kind, name, attempt, digest };
    const id = this.#nextId(Date.parse(received.receivedAt));
    return this.#knex.transaction(async tx => {
      await tx<DocumentRow>(TABLE)
        .insert({
          id,
          ...key,
          bytes: received.bytes,
          body: Buffer.from(received.packed),
          status: 'received',
          observed_at: timestamp(received.observedAt),
          received_at: timestamp(received.receivedAt),
          uploaded_by: received.uploadedBy,
        })
        .onConflict(['repository', 'sha', 'kind', 'name', 'attempt', 'digest'])
        .ignore();
      const row = await tx<DocumentRow>(TABLE)
        .where(key)
        .first(...documentColumns);
      if (!row) {
        throw new Error(`The document ${id} was deleted while it was stored`);
      }
      const document = toDocument(row);
      const duplicate = row.id !== id;
      if (received.artifact !== undefined) {
        await tx('evidence_artifact')
          .insert({
            document_id: row.id,
            digest: received.artifact,
            claim: 'uploader',
          })
          .onConflict(['document_id', 'digest'])
          .merge();
      }
      if (!duplicate) {
        await this.#onReceived?.(document, received, tx);
      }
      return { document, duplicate };
    });
  }

  async get(id: string): Promise<EvidenceDocument | undefined> {
    const row = await this.#knex<DocumentRow>(TABLE)
      .where({ id })
      .first(...documentColumns);
    return row && toDocument(row);
  }

  /** The compressed body; undefined once it was erased. */
  async getPacked(id: string): Promise<Uint8Array | undefined> {
    const row = await this.#knex<DocumentRow>(TABLE)
      .where({ id })
      .first('body');
    return row?.body ?? undefined;
  }

  /** Other documents of the same revision, kind and name that were read and still have their body, newest first. */
  async listSiblings(
    document: EvidenceKey & { id: string },
    limit: number,
  ): Promise<EvidenceDocument[]> {
    const { repository, sha, kind, name, id } = document;
    const rows = await this.#knex<DocumentRow>(TABLE)
      .where({ repository, sha, kind, name, status: 'read' })
      .whereNot({ id })
      .whereNotNull('body')
      .orderBy('id', 'desc')
      .limit(limit)
      .select(...documentColumns);
    return rows.map(toDocument);
  }

  /** Documents that a crash left unread, oldest first. */
  async listUnread(receivedBefore: Date, limit: number): Promise<string[]> {
    return this.#knex<DocumentRow>(TABLE)
      .where('status', 'received')
      .where('received_at', '<', timestamp(receivedBefore))
      .orderBy('id')
      .limit(limit)
      .pluck('id');
  }

  async setUnreadable(id: string, problem: string): Promise<void> {
    await this.#knex<DocumentRow>(TABLE)
      .where({ id })
      .update({ status: 'unreadable', problem });
  }

  /**
   * Erases bodies, a chunk at a time; what was read stays. Answers how many. Attestations keep theirs: they are judged
   * again when whom to trust changes.
   */
  async eraseBodies(receivedBefore: Date, limit: number): Promise<number> {
    const ids = await this.#knex<DocumentRow>(TABLE)
      .where('received_at', '<', timestamp(receivedBefore))
      .whereNotNull('body')
      .whereNot('status', 'received')
      .whereNot('kind', 'attestation')
      .limit(limit)
      .pluck('id');
    await this.#knex<DocumentRow>(TABLE)
      .whereIn('id', ids)
      .update({ body: null });
    return ids.length;
  }

  /** Deletes documents with everything they say, a chunk at a time. Answers how many. */
  async deleteExpired(receivedBefore: Date, limit: number): Promise<number> {
    const ids = await this.#knex<DocumentRow>(TABLE)
      .where('received_at', '<', timestamp(receivedBefore))
      .orderBy('received_at')
      .limit(limit)
      .pluck('id');
    await this.#knex.transaction(async tx => {
      for (const table of SAID) {
        await tx(table).whereIn('document_id', ids).delete();
      }
      await tx(TABLE).whereIn('id', ids).delete();
    });
    return ids.length;
  }

  /** Forgets tests that no report named for so long. */
  async deleteUnseenTests(seenBefore: Date): Promise<void> {
    await this.#knex('test_case')
      .where('last_seen_at', '<', timestamp(seenBefore))
      .delete();
  }
}
