import type { Knex } from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { chunksOf } from '../database/chunksOf';
import { timestamp } from '../database/timestamp';
import type { EvidenceContent, TestCase, TestReport } from './formats';
import { putBill } from './results/putBill';
import { putCoverage } from './results/putCoverage';
import { putFindings } from './results/putFindings';
import { putMeasurements } from './results/putMeasurements';
import { putSubjects } from './results/putSubjects';
import type { EvidenceDocument } from './types';

/** How long a test's last sight is good for before it is written again. */
const SEEN_MS = 7 * 86_400_000;
const SMALL = 100;

/** What documents say: results of tests and benchmarks, packages. */
export class DatabaseResultStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseResultStore {
    return new DatabaseResultStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Keeps what a document says and marks it as read; the same document twice gives the same rows. */
  async put(options: {
    document: EvidenceDocument;
    content: EvidenceContent;
    summary: string;
  }): Promise<void> {
    const { document, content, summary } = options;
    if (content.kind === 'junit') {
      await this.#putTests(document, content.cases);
    }
    await this.#knex.transaction(async tx => {
      await putContent(document, content, tx);
      await tx('evidence_document')
        .where({ id: document.id })
        .update({
          status: 'read',
          problem: null,
          summary,
          ...(content.kind === 'junit' && {
            tests_passed: content.passed,
            tests_failed: content.failed,
            tests_skipped: content.skipped,
            tests_retried: content.retried,
          }),
        });
    });
  }

  /** Tests that passed in an earlier document of a revision on which they failed since. */
  async putPasses(
    document: EvidenceDocument,
    cases: TestCase[],
  ): Promise<void> {
    await this.#knex.transaction(tx => insertResults(document, cases, tx));
  }

  /** Small statements with pauses between them: a report may name a hundred thousand tests. */
  async #putTests(
    document: EvidenceDocument,
    cases: TestCase[],
  ): Promise<void> {
    const { repository, name: suite, observedAt } = document;
    const stale = timestamp(Date.parse(observedAt) - SEEN_MS);
    for (const chunk of chunksOf(cases, SMALL)) {
      await this.#knex('test_case')
        .insert(
          chunk.map(({ test, title }) => ({
            repository,
            suite,
            test,
            title,
            first_seen_at: observedAt,
            last_seen_at: observedAt,
          })),
        )
        .onConflict(['repository', 'suite', 'test'])
        .ignore();
      await this.#knex('test_case')
        .where({ repository, suite })
        .whereIn(
          'test',
          chunk.map(({ test }) => test),
        )
        .where('last_seen_at', '<', stale)
        .update({ last_seen_at: observedAt });
      if (observedAt < document.receivedAt) {
        // Read from a vendor's past: the test is older than what was known of it.
        await this.#knex('test_case')
          .where({ repository, suite })
          .whereIn(
            'test',
            chunk.map(({ test }) => test),
          )
          .where('first_seen_at', '>', observedAt)
          .update({ first_seen_at: observedAt });
      }
      await nextTurn();
    }
  }
}

function putContent(
  document: EvidenceDocument,
  content: EvidenceContent,
  tx: Knex.Transaction,
): Promise<void> {
  switch (content.kind) {
    case 'junit':
      return putResults(document, content, tx);
    case 'benchmark':
      return putMeasurements(document, content, tx);
    case 'coverage':
      return putCoverage(document, content, tx);
    case 'sarif':
      return putFindings(document, content, tx);
    case 'attestation':
      return putSubjects(document, content, tx);
    default:
      return putBill(document, content, tx);
  }
}

/** Failures, and passes where another document of the revision saw a failure: the two together make a test flaky. */
async function putResults(
  document: EvidenceDocument,
  report: TestReport,
  tx: Knex.Transaction,
): Promise<void> {
  const { repository, sha, name: suite } = document;
  const failedBefore = new Set<string>(
    await tx('test_result')
      .where({ repository, sha, suite })
      .where('failures', '>', 0)
      .pluck('test'),
  );
  await insertResults(
    document,
    report.cases.filter(
      ({ test, passes, failures }) =>
        failures > 0 || (passes > 0 && failedBefore.has(test)),
    ),
    tx,
  );
}

async function insertResults(
  document: EvidenceDocument,
  cases: TestCase[],
  tx: Knex.Transaction,
): Promise<void> {
  const { id, repository, name, sha, observedAt } = document;
  for (const chunk of chunksOf(cases, SMALL)) {
    await tx('test_result')
      .insert(
        chunk.map(({ test, passes, failures }) => ({
          document_id: id,
          test,
          repository,
          suite: name,
          sha,
          passes,
          failures,
          observed_at: observedAt,
        })),
      )
      .onConflict(['document_id', 'test'])
      .merge();
  }
}
