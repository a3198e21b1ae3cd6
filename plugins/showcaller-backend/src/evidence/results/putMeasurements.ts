import type { Knex } from 'knex';
import { chunksOf } from '../../database/chunksOf';
import type { BenchmarkReport } from '../formats';
import type { EvidenceDocument } from '../types';

const CHUNK = 100;

export async function putMeasurements(
  document: EvidenceDocument,
  report: BenchmarkReport,
  tx: Knex.Transaction,
): Promise<void> {
  const { id, repository, name, sha, observedAt } = document;
  for (const chunk of chunksOf(report.measurements, CHUNK)) {
    await tx('benchmark_result')
      .insert(
        chunk.map(measurement => ({
          document_id: id,
          name: measurement.name,
          repository,
          suite: name,
          sha,
          value: measurement.value,
          unit: measurement.unit,
          higher_is_better: measurement.higherIsBetter,
          observed_at: observedAt,
        })),
      )
      .onConflict(['document_id', 'name'])
      .merge();
  }
}
