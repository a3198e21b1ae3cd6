import type { Knex } from 'knex';
import { chunksOf } from '../../database/chunksOf';
import type { AttestationDocument } from '../formats';
import type { EvidenceDocument } from '../types';

/** Which artifacts an attestation says it is about; what the uploader said stays beside it. */
export async function putSubjects(
  { id }: EvidenceDocument,
  { content }: AttestationDocument,
  tx: Knex.Transaction,
): Promise<void> {
  for (const chunk of chunksOf(content.subjects)) {
    await tx('evidence_artifact')
      .insert(
        chunk.map(digest => ({ document_id: id, digest, claim: 'document' })),
      )
      .onConflict(['document_id', 'digest'])
      .ignore();
  }
}
