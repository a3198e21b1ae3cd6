import type { Knex } from 'knex';
import { timestamp } from '../../database/timestamp';
import type { Gap, Recommendation } from './report';

const TABLE = 'feedback_report';

/** A monthly report as it is stored; what is about one service says so, for not everybody may see it. */
export interface StoredReport {
  /** `2026-10` */
  month: string;
  modelHash: string;
  computedAt: string;
  decisions: number;
  /** Deployments whose outcome was final. */
  mature: number;
  accuracy: string[];
  gaps: Gap[];
  recommendations: Recommendation[];
}

interface ReportRow {
  month: string;
  model_hash: string;
  computed_at: string;
  decisions: number;
  mature: number;
  accuracy: string;
  gaps: string;
  recommendations: string;
}

/** One report for each model and month. */
export class DatabaseFeedbackReportStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseFeedbackReportStore {
    return new DatabaseFeedbackReportStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async put(report: StoredReport): Promise<void> {
    await this.#knex(TABLE)
      .insert({
        month: report.month,
        model_hash: report.modelHash,
        computed_at: timestamp(report.computedAt),
        decisions: report.decisions,
        mature: report.mature,
        accuracy: JSON.stringify(report.accuracy),
        gaps: JSON.stringify(report.gaps),
        recommendations: JSON.stringify(report.recommendations),
      })
      .onConflict(['month', 'model_hash'])
      .merge();
  }

  /** Newest month first; of one month the one with the most decisions. */
  async list(limit: number): Promise<StoredReport[]> {
    const rows = await this.#knex<ReportRow>(TABLE)
      .orderBy([
        { column: 'month', order: 'desc' },
        { column: 'decisions', order: 'desc' },
        { column: 'model_hash' },
      ])
      .limit(limit);
    return rows.map(row => ({
      month: row.month,
      modelHash: row.model_hash,
      computedAt: row.computed_at,
      decisions: row.decisions,
      mature: row.mature,
      accuracy: JSON.parse(row.accuracy),
      gaps: JSON.parse(row.gaps),
      recommendations: JSON.parse(row.recommendations),
    }));
  }

  /** How much each report covers, by month and model. */
  async coverage(): Promise<
    Map<string, { decisions: number; mature: number }>
  > {
    const rows = await this.#knex<ReportRow>(TABLE).select(
      'month',
      'model_hash',
      'decisions',
      'mature',
    );
    return new Map(
      rows.map(({ month, model_hash, decisions, mature }) => [
        reportKey({ month, modelHash: model_hash }),
        { decisions, mature },
      ]),
    );
  }
}

/** One text for a model in a month, to look it up by. */
export function reportKey(of: { month: string; modelHash: string }): string {
  return `${of.month} ${of.modelHash}`;
}
