import type { Knex } from 'knex';
import type { CoverageReport } from '../formats';
import type { EvidenceDocument } from '../types';

export async function putCoverage(
  { id }: EvidenceDocument,
  { format, lines, branches }: CoverageReport,
  tx: Knex.Transaction,
): Promise<void> {
  await tx('coverage_result')
    .insert({
      document_id: id,
      format,
      lines_covered: lines.covered,
      lines_total: lines.total,
      branches_covered: branches?.covered ?? null,
      branches_total: branches?.total ?? null,
    })
    .onConflict('document_id')
    .merge();
}
