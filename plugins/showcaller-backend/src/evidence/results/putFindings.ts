import type { Knex } from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { chunksOf } from '../../database/chunksOf';
import type { FindingsReport } from '../formats';
import type { EvidenceDocument } from '../types';

const CHUNK = 100;

export async function putFindings(
  { id }: EvidenceDocument,
  report: FindingsReport,
  tx: Knex.Transaction,
): Promise<void> {
  const { levels, severities } = report;
  await tx('findings_result')
    .insert({
      document_id: id,
      tools: JSON.stringify(report.tools),
      errors: levels.error,
      warnings: levels.warning,
      notes: levels.note + levels.none,
      ...severities,
      suppressed: report.suppressed,
      truncated: report.truncated,
    })
    .onConflict('document_id')
    .merge();
  for (const chunk of chunksOf(report.findings, CHUNK)) {
    await tx('finding')
      .insert(
        chunk.map(({ path, line, ...finding }) => ({
          document_id: id,
          ...finding,
          path: path ?? null,
          line: line ?? null,
        })),
      )
      .onConflict(['document_id', 'fingerprint'])
      .merge();
    await nextTurn();
  }
}
