import type { Knex } from 'knex';
import type { BillOfMaterials } from '../formats';
import type { EvidenceDocument } from '../types';

export async function putBill(
  document: EvidenceDocument,
  bill: BillOfMaterials,
  tx: Knex.Transaction,
): Promise<void> {
  const { id, repository, sha, observedAt } = document;
  await tx('sbom_document')
    .insert({
      document_id: id,
      repository,
      sha,
      packages: JSON.stringify(bill.packages),
      vulnerable: bill.vulnerable ?? null,
      observed_at: observedAt,
    })
    .onConflict('document_id')
    .merge();
  await tx('sbom_content')
    .insert({
      document_id: id,
      format: bill.format,
      problem: bill.problem ?? null,
      components: bill.components,
      packed: Buffer.from(bill.packed),
      vulnerabilities: bill.vulnerabilities
        ? JSON.stringify(bill.vulnerabilities)
        : null,
    })
    .onConflict('document_id')
    .merge();
}
