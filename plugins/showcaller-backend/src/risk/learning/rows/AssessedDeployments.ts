import type { Knex } from 'knex';
import { timestamp } from '../../../database/timestamp';
import type { AssessmentRow } from '../../assessmentRow';
import type { MaturedLabel } from '../../labels/types';
import type { RowInput } from './RowCollector';

const TABLE = 'risk_assessment';
/** About a millisecond of reading on SQLite, which reads in the backend's own thread. */
const PAGE = 100;
/** Deployments of late that drift is measured on, at most. */
const RECENT_ROWS = 20_000;

/** What was said of a deployment when it was scored. */
export interface ScoredDeployment {
  deploymentId: string;
  assessmentId: string;
  modelHash: string;
  /** Calibrated. */
  logOdds: number;
  occurredAt: string;
}

/**
 * The stored signals of scored deployments, page by page. Those whose size was not known were never scored and are left out.
 * Signals stay text here: reading thousands of them takes the thread's time, not the backend's.
 */
export class AssessedDeployments {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): AssessedDeployments {
    return new AssessedDeployments(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Deployments that can be learned from once they are labelled. */
  async count(): Promise<number> {
    const [row] = await this.#scored()
      .where({ kind: 'deployment' })
      .count({ n: '*' });
    return Number(row.n);
  }

  /** Rows of the deployments that labels are about, with them. */
  async *labelled(labels: readonly MaturedLabel[]): AsyncGenerator<RowInput[]> {
    for (let start = 0; start < labels.length; start += PAGE) {
      const page = new Map(
        labels
          .slice(start, start + PAGE)
          .map(label => [label.deploymentId, label]),
      );
      const rows = await this.#scored()
        .whereIn('deployment_id', [...page.keys()])
        .select('deployment_id', 'signals');
      yield rows.flatMap(row => {
        const label = page.get(row.deployment_id ?? '');
        return label
          ? {
              id: label.deploymentId,
              subject: label.entityRef,
              time: Date.parse(label.occurredAt),
              maturedAt: Date.parse(label.maturedAt),
              label: label.label,
              signals: row.signals,
            }
          : [];
      });
    }
  }

  /** Rows of the deployments since a time, the newest first; their label is not known and given as 0. */
  async *recent(since: Date): AsyncGenerator<RowInput[]> {
    let before: { occurred_at: string; id: string } | undefined;
    for (let read = 0; read < RECENT_ROWS; read += PAGE) {
      const query = this.#scored()
        .where({ kind: 'deployment' })
        .where('occurred_at', '>=', timestamp(since))
        .orderBy([
          { column: 'occurred_at', order: 'desc' },
          { column: 'id', order: 'desc' },
        ])
        .limit(PAGE)
        .select('id', 'entity_ref', 'occurred_at', 'signals');
      const last = before;
      const rows = await (last
        ? query.where(earlier =>
            earlier
              .where('occurred_at', '<', last.occurred_at)
              .orWhere(same =>
                same
                  .where({ occurred_at: last.occurred_at })
                  .where('id', '<', last.id),
              ),
          )
        : query);
      yield rows.map(row => ({
        id: row.id,
        subject: row.entity_ref,
        time: Date.parse(row.occurred_at),
        maturedAt: Date.parse(row.occurred_at),
        label: 0,
        signals: row.signals,
      }));
      if (rows.length < PAGE) {
        return;
      }
      before = rows[rows.length - 1];
    }
  }

  /** What was said of deployments, by their id. */
  async scoresOf(
    deploymentIds: readonly string[],
  ): Promise<Map<string, ScoredDeployment>> {
    const scores = new Map<string, ScoredDeployment>();
    for (let start = 0; start < deploymentIds.length; start += PAGE) {
      const rows = await this.#scored()
        .whereIn('deployment_id', deploymentIds.slice(start, start + PAGE))
        .select('id', 'deployment_id', 'model_hash', 'log_odds', 'occurred_at');
      for (const row of rows) {
        const deploymentId = row.deployment_id ?? '';
        scores.set(deploymentId, {
          deploymentId,
          assessmentId: row.id,
          modelHash: row.model_hash,
          logOdds: row.log_odds ?? 0,
          occurredAt: row.occurred_at,
        });
      }
    }
    return scores;
  }

  /**
   * Deployments that one model scored, from an assessment on, in the order in which they were scored; backfilled ones too,
   * because a shadow decides nothing.
   */
  async scoredBy(options: {
    modelHash: string;
    fromId: string;
    limit: number;
  }): Promise<Array<ScoredDeployment & { signals: string }>> {
    const { modelHash, fromId, limit } = options;
    const rows = await this.#scored()
      .where({ kind: 'deployment', model_hash: modelHash })
      .where('id', '>=', fromId)
      .orderBy('id')
      .limit(limit)
      .select(
        'id',
        'deployment_id',
        'model_hash',
        'log_odds',
        'occurred_at',
        'signals',
      );
    return rows.map(row => ({
      deploymentId: row.deployment_id ?? '',
      assessmentId: row.id,
      modelHash: row.model_hash,
      logOdds: row.log_odds ?? 0,
      occurredAt: row.occurred_at,
      signals: row.signals,
    }));
  }

  #scored() {
    return this.#knex<AssessmentRow>(TABLE)
      .where({ current: true })
      .whereNotNull('log_odds');
  }
}
