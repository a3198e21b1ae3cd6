import type { EvidenceDocument, EvidenceReader } from '../../../evidence';
import { EvidenceLookup } from '../tests/EvidenceLookup';

/** A document about payments that was read; what matters to a test is passed in. */
export function evidenceDocument(
  fields: Partial<EvidenceDocument> & { id: string },
): EvidenceDocument {
  return {
    kind: 'junit',
    repository: 'shop/payments',
    sha: 'b2'.repeat(20),
    name: 'unit',
    attempt: 1,
    digest: 'd'.repeat(64),
    status: 'read',
    observedAt: '2026-11-20T09:00:00.000Z',
    receivedAt: '2026-11-20T09:00:00.000Z',
    ...fields,
  };
}

/** A test report with so many passed and failed tests. */
export function testReport(
  id: string,
  passed: number,
  failed: number,
  fields: Partial<EvidenceDocument> = {},
): EvidenceDocument {
  return evidenceDocument({
    id,
    tests: { passed, failed, skipped: 0, retried: 0 },
    ...fields,
  });
}

/** Lookup over these documents, as of any moment; how they were told is up to the caller. */
export function evidenceOf(
  documents: EvidenceDocument[],
  more: Partial<EvidenceReader> = {},
): EvidenceLookup {
  const oldestFirst = [...documents].sort((a, b) =>
    a.observedAt < b.observedAt ? -1 : 1,
  );
  return EvidenceLookup.create({
    reader: {
      listOfRevision: async ({ sha, until }) =>
        oldestFirst.filter(one => one.sha === sha && one.observedAt <= until),
      listBefore: async ({ kind, names, before, limit }) =>
        oldestFirst
          .filter(
            one =>
              one.kind === kind &&
              names.includes(one.name) &&
              one.observedAt < before,
          )
          .reverse()
          .slice(0, limit),
      getMeasurements: async () => [],
      getBillOfMaterials: async () => undefined,
      getTestFacts: async ({ since }) => ({
        since,
        documents: [],
        results: [],
        tests: new Map(),
      }),
      ...more,
    },
  });
}
