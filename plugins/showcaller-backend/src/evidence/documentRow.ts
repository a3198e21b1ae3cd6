import type { EvidenceKind } from '@showcaller/backstage-plugin-showcaller-common';
import type { DocumentStatus, EvidenceDocument } from './types';

/** A row of `evidence_document`. */
export interface DocumentRow {
  id: string;
  kind: EvidenceKind;
  repository: string;
  sha: string;
  name: string;
  attempt: number;
  digest: string;
  bytes: number;
  body: Buffer | null;
  status: DocumentStatus;
  problem: string | null;
  summary: string | null;
  tests_passed: number | null;
  tests_failed: number | null;
  tests_skipped: number | null;
  tests_retried: number | null;
  observed_at: string;
  received_at: string;
  uploaded_by: string;
}

/** Every column but the body. */
export const documentColumns = [
  'id',
  'kind',
  'repository',
  'sha',
  'name',
  'attempt',
  'digest',
  'status',
  'problem',
  'summary',
  'tests_passed',
  'tests_failed',
  'tests_skipped',
  'tests_retried',
  'observed_at',
  'received_at',
] as const satisfies ReadonlyArray<keyof DocumentRow>;

export function toDocument(
  row: Pick<DocumentRow, (typeof documentColumns)[number]>,
): EvidenceDocument {
  const { id, kind, repository, sha, name, attempt, digest, status } = row;
  return {
    id,
    kind,
    repository,
    sha,
    name,
    attempt,
    digest,
    status,
    problem: row.problem ?? undefined,
    summary: row.summary ?? undefined,
    observedAt: row.observed_at,
    receivedAt: row.received_at,
    tests:
      row.tests_passed === null
        ? undefined
        : {
            passed: row.tests_passed,
            failed: row.tests_failed ?? 0,
            skipped: row.tests_skipped ?? 0,
            retried: row.tests_retried ?? 0,
          },
  };
}
