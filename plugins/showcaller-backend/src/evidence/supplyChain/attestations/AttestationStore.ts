import type { Knex } from 'knex';
import { timestamp } from '../../../database/timestamp';
import {
  documentColumns,
  toDocument,
  type DocumentRow,
} from '../../documentRow';
import type { EvidenceDocument } from '../../types';
import type { JudgedBundle } from './judgeBundle';

/** A verdict, and what it was reached with. */
export interface StoredVerdict {
  trustHash: string;
  bundle: JudgedBundle;
  verifiedAt: string;
}

/** An uploaded attestation. */
export interface AttestationRecord {
  document: EvidenceDocument;
  /** `sha256:…` that uploaders said it is about. */
  uploadedFor: string[];
  verdict?: StoredVerdict;
}

/** Attestations of uploads, by artifact or by revision, with the verdicts on them. */
export class AttestationStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): AttestationStore {
    return new AttestationStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Newest first; those of an artifact when there is a digest, otherwise those of the revision. */
  async list(options: {
    repository: string;
    digest?: string;
    sha?: string;
    limit: number;
  }): Promise<AttestationRecord[]> {
    const { repository, digest, sha, limit } = options;
    const columns = documentColumns.map(
      column => `evidence_document.${column}`,
    );
    const query = this.#knex('evidence_document')
      .leftJoin(
        'attestation_verdict',
        'attestation_verdict.document_id',
        'evidence_document.id',
      )
      .where({
        'evidence_document.repository': repository.toLowerCase(),
        'evidence_document.kind': 'attestation',
        'evidence_document.status': 'read',
      })
      .orderBy('evidence_document.id', 'desc')
      .limit(limit)
      .select(...columns, 'trust_hash', 'verdict', 'verified_at');
    if (digest !== undefined) {
      query.whereIn(
        'evidence_document.id',
        this.#knex('evidence_artifact').where({ digest }).select('document_id'),
      );
    } else {
      query.where({ 'evidence_document.sha': sha });
    }
    const rows = await query;
    const claims = await this.#claims(rows.map(row => row.id));
    return rows.map(row => ({
      document: toDocument(row as DocumentRow),
      uploadedFor: claims.get(row.id) ?? [],
      ...(row.trust_hash && {
        verdict: {
          trustHash: row.trust_hash,
          bundle: JSON.parse(row.verdict),
          verifiedAt: row.verified_at,
        },
      }),
    }));
  }

  async putVerdict(documentId: string, verdict: StoredVerdict): Promise<void> {
    await this.#knex('attestation_verdict')
      .insert({
        document_id: documentId,
        trust_hash: verdict.trustHash,
        verdict: JSON.stringify(verdict.bundle),
        verified_at: timestamp(verdict.verifiedAt),
      })
      .onConflict('document_id')
      .merge();
  }

  async #claims(ids: string[]): Promise<Map<string, string[]>> {
    const rows = await this.#knex('evidence_artifact')
      .whereIn('document_id', ids)
      .where({ claim: 'uploader' })
      .select('document_id', 'digest');
    const claims = new Map<string, string[]>();
    for (const { document_id: id, digest } of rows) {
      claims.set(id, [...(claims.get(id) ?? []), digest]);
    }
    return claims;
  }
}
