import { setImmediate as nextTurn } from 'node:timers/promises';
import { timestamp } from '../../database/timestamp';
import {
  type DatabaseFeedbackReportStore,
  reportKey,
} from './DatabaseFeedbackReportStore';
import type {
  DatabaseFeedbackStore,
  ModelMonth,
} from './DatabaseFeedbackStore';
import type { FeedbackRow } from './feedbackRow';
import {
  describeAccuracy,
  findGaps,
  recommend,
  type ReportRow,
} from './report';

const MONTHS = 12;
const PAGE = 200;
/** Of a month with more decisions, the report reads so many. */
const MOST_ROWS = 50_000;

/**
 * Writes a report on each model for each month: again whenever more is decided or known about that month than the stored
 * one covers, so that the current month has one, and history that is read later changes the past ones.
 */
export class FeedbackReporter {
  readonly #feedback: DatabaseFeedbackStore;
  readonly #reports: DatabaseFeedbackReportStore;
  readonly #now: () => Date;

  static create(options: {
    feedback: DatabaseFeedbackStore;
    reports: DatabaseFeedbackReportStore;
    now: () => Date;
  }): FeedbackReporter {
    return new FeedbackReporter(options);
  }

  private constructor(options: {
    feedback: DatabaseFeedbackStore;
    reports: DatabaseFeedbackReportStore;
    now: () => Date;
  }) {
    this.#feedback = options.feedback;
    this.#reports = options.reports;
    this.#now = options.now;
  }

  /** Answers how many reports were written. */
  async run(signal?: AbortSignal): Promise<number> {
    const now = this.#now();
    const since = new Date(
      Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - MONTHS + 1),
    );
    const months = await this.#feedback.listMonths({ since, now });
    const covered = await this.#reports.coverage();
    let written = 0;
    for (const month of months) {
      const before = covered.get(reportKey(month));
      const isNews =
        before?.decisions !== month.decisions ||
        before?.mature !== month.mature;
      if (isNews && !signal?.aborted) {
        await this.#write(month, now);
        written += 1;
      }
    }
    return written;
  }

  async #write(month: ModelMonth, now: Date): Promise<void> {
    const rows = await this.#read(month, now);
    const gaps = findGaps(rows);
    await this.#reports.put({
      ...month,
      computedAt: timestamp(now),
      accuracy: describeAccuracy(rows),
      gaps,
      recommendations: recommend(gaps),
    });
  }

  async #read(month: ModelMonth, now: Date): Promise<ReportRow[]> {
    const rows: ReportRow[] = [];
    let after: FeedbackRow | undefined;
    while (rows.length < MOST_ROWS) {
      const page = await this.#feedback.listOfMonth({
        ...month,
        after,
        limit: PAGE,
      });
      rows.push(...page.map(row => toReportRow(row, timestamp(now))));
      after = page.at(-1);
      if (page.length < PAGE) {
        break;
      }
      await nextTurn();
    }
    return rows;
  }
}

function toReportRow(row: FeedbackRow, now: string): ReportRow {
  const ran = Boolean(row.ran);
  const failedSoon = Boolean(row.failed_soon);
  const isFinal = row.matures_at !== null && row.matures_at <= now;
  return {
    entityRef: row.entity_ref,
    rule: row.rule,
    outcome: row.outcome,
    mode: row.mode,
    ran,
    failedSoon: ran && row.known_at <= now ? failedSoon : undefined,
    failed:
      isFinal && row.outcome_known !== null
        ? row.outcome_known === 'failed'
        : undefined,
    risk: row.risk ?? undefined,
    lines: row.lines ?? undefined,
    missing: JSON.parse(row.missing),
  };
}
