import type { GateDecision } from '@showcaller/backstage-plugin-showcaller-common';

/** One decision with what became of it, as a report reads it. */
export interface ReportRow {
  entityRef: string;
  rule: string;
  outcome: GateDecision['outcome'];
  mode: GateDecision['mode'];
  ran: boolean;
  /** Whether it failed within 24 hours; undefined when it did not run, or it is too early to say. */
  failedSoon?: boolean;
  /** Whether it turned out to be a failure; undefined before that is final. */
  failed?: boolean;
  /** Probability that was predicted. */
  risk?: number;
  /** Lines added and deleted. */
  lines?: number;
  /** Groups of which no signal was known. */
  missing: string[];
}

/** A row whose prediction can be held against its outcome. */
export type JudgeableRow = ReportRow & { failed: boolean; risk: number };

/** Those whose risk was predicted and whose outcome is final. */
export function judgeable(rows: ReportRow[]): JudgeableRow[] {
  return rows.filter(
    (row): row is JudgeableRow =>
      row.failed !== undefined && row.risk !== undefined,
  );
}
