import type { EvidenceKind } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { chunksOf } from '../database/chunksOf';
import { timestamp } from '../database/timestamp';
import { documentColumns, type DocumentRow, toDocument } from './documentRow';
import {
  suiteTestKey,
  type DatedMeasurement,
  type EvidenceDocument,
  type EvidenceReader,
  type NotableResult,
  type TestFacts,
} from './types';

const DOCUMENTS = 'evidence_document';
/** Test reports and results that flakiness is judged by: the newest of the time asked for. */
const MAX_REPORTS = 2_000;
const MAX_RESULTS = 5_000;

/** Reads what documents said, as of any moment. */
export class DatabaseEvidenceReader implements EvidenceReader {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseEvidenceReader {
    return new DatabaseEvidenceReader(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async listOfRevision(options: {
    repository: string;
    sha: string;
    until: string;
  }): Promise<EvidenceDocument[]> {
    const rows = await this.#knex<DocumentRow>(DOCUMENTS)
      .where({
        repository: options.repository.toLowerCase(),
        sha: options.sha,
        status: 'read',
      })
      .where('observed_at', '<=', timestamp(options.until))
      .orderBy(['observed_at', 'id'])
      .select(...documentColumns);
    return rows.map(toDocument);
  }

  async listBefore(options: {
    repository: string;
    kind: EvidenceKind;
    names: string[];
    before: string;
    limit: number;
  }): Promise<EvidenceDocument[]> {
    const { kind, names, before, limit } = options;
    const rows = await this.#knex<DocumentRow>(DOCUMENTS)
      .where({
        repository: options.repository.toLowerCase(),
        kind,
        status: 'read',
      })
      .where('observed_at', '<', timestamp(before))
      .whereIn('name', names)
      .orderBy([
        { column: 'observed_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit)
      .select(...documentColumns);
    return rows.map(toDocument);
  }

  async getMeasurements(documentIds: string[]): Promise<DatedMeasurement[]> {
    const measurements: DatedMeasurement[] = [];
    for (const chunk of chunksOf(documentIds)) {
      const rows = await this.#knex('benchmark_result')
        .whereIn('document_id', chunk)
        .orderBy(['observed_at', 'document_id', 'name']);
      for (const row of rows) {
        measurements.push({
          name: row.name,
          value: Number(row.value),
          unit: row.unit,
          higherIsBetter: Boolean(row.higher_is_better),
          sha: row.sha,
          suite: row.suite,
          observedAt: row.observed_at,
        });
      }
    }
    return measurements;
  }

  async getBillOfMaterials(documentId: string): Promise<
    | {
        packages: Array<[name: string, versions: string[]]>;
        vulnerable?: number;
      }
    | undefined
  > {
    const row = await this.#knex('sbom_document')
      .where({ document_id: documentId })
      .first();
    return (
      row && {
        packages: JSON.parse(row.packages),
        vulnerable: row.vulnerable ?? undefined,
      }
    );
  }

  async getTestFacts(options: {
    repository: string;
    since: string;
    until: string;
  }): Promise<TestFacts> {
    const repository = options.repository.toLowerCase();
    const span = [timestamp(options.since), timestamp(options.until)] as const;
    const newest = await this.#knex<DocumentRow>(DOCUMENTS)
      .where({ repository, kind: 'junit', status: 'read' })
      .whereBetween('observed_at', span)
      .orderBy('observed_at', 'desc')
      .limit(MAX_REPORTS)
      .select(
        'id',
        'name',
        'sha',
        'observed_at',
        'tests_passed',
        'tests_failed',
      );
    const results = await this.#results(repository, span);
    return {
      since:
        [
          newest.length === MAX_REPORTS
            ? newest.at(-1)?.observed_at
            : undefined,
          results.length === MAX_RESULTS ? results[0].observedAt : undefined,
        ]
          .filter(time => time !== undefined)
          .sort()
          .at(-1) ?? span[0],
      documents: newest.reverse().map(row => ({
        id: row.id,
        name: row.name,
        sha: row.sha,
        observedAt: row.observed_at,
        executed: (row.tests_passed ?? 0) + (row.tests_failed ?? 0),
      })),
      results,
      tests: await this.#tests(repository, results),
    };
  }

  async #results(
    repository: string,
    span: readonly [string, string],
  ): Promise<NotableResult[]> {
    const rows = await this.#knex('test_result')
      .where({ repository })
      .whereBetween('observed_at', span)
      .orderBy('observed_at', 'desc')
      .limit(MAX_RESULTS)
      .select(
        'document_id',
        'test',
        'suite',
        'sha',
        'passes',
        'failures',
        'observed_at',
      );
    return rows.reverse().map(row => ({
      documentId: row.document_id,
      test: row.test,
      suite: row.suite,
      sha: row.sha,
      passes: row.passes,
      failures: row.failures,
      observedAt: row.observed_at,
    }));
  }

  async #tests(
    repository: string,
    results: NotableResult[],
  ): Promise<TestFacts['tests']> {
    const tests: TestFacts['tests'] = new Map();
    for (const chunk of chunksOf([...new Set(results.map(one => one.test))])) {
      const rows = await this.#knex('test_case')
        .where({ repository })
        .whereIn('test', chunk)
        .select('suite', 'test', 'title', 'first_seen_at');
      for (const row of rows) {
        tests.set(suiteTestKey(row.suite, row.test), {
          title: row.title,
          firstSeenAt: row.first_seen_at,
        });
      }
    }
    return tests;
  }
}
