import type { ShadowComparison } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { chunksOf } from '../../../database/chunksOf';
import { timestamp } from '../../../database/timestamp';

const SCORES = 'risk_shadow_score';
const COMPARISONS = 'risk_shadow_comparison';
const PAGE = 500;

/** One deployment as both models see it. */
export interface ShadowScore {
  challengerHash: string;
  championHash: string;
  deploymentId: string;
  assessmentId: string;
  /** Calibrated. */
  championLogOdds: number;
  challengerLogOdds: number;
  occurredAt: string;
}

interface ScoreRow {
  challenger_hash: string;
  deployment_id: string;
  champion_hash: string;
  assessment_id: string;
  champion_log_odds: number;
  challenger_log_odds: number;
  occurred_at: string;
  scored_at: string;
}

interface ComparisonRow {
  challenger_hash: string;
  champion_hash: string;
  started_at: string;
  updated_at: string;
  rows: number;
  difference: number | null;
  interval_low: number | null;
  interval_high: number | null;
  verdict: ShadowComparison['verdict'];
}

/** What challengers said of live deployments, and how they compare with the champion. */
export class DatabaseShadowStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseShadowStore {
    return new DatabaseShadowStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** A deployment that was scored again counts with its newest score. */
  async putScores(scores: readonly ShadowScore[], now: Date): Promise<void> {
    for (const chunk of chunksOf(scores, 50)) {
      await this.#knex<ScoreRow>(SCORES)
        .insert(
          chunk.map(score => ({
            challenger_hash: score.challengerHash,
            deployment_id: score.deploymentId,
            champion_hash: score.championHash,
            assessment_id: score.assessmentId,
            champion_log_odds: score.championLogOdds,
            challenger_log_odds: score.challengerLogOdds,
            occurred_at: timestamp(score.occurredAt),
            scored_at: timestamp(now),
          })),
        )
        .onConflict(['challenger_hash', 'deployment_id'])
        .merge();
    }
  }

  /** The newest assessment that a challenger has scored beside a champion. */
  async lastAssessment(pair: {
    challenger: string;
    champion: string;
  }): Promise<string | undefined> {
    const row = await this.#knex<ScoreRow>(SCORES)
      .where({
        challenger_hash: pair.challenger,
        champion_hash: pair.champion,
      })
      .max({ last: 'assessment_id' })
      .first();
    return row?.last ?? undefined;
  }

  /** Scores of a pair in the order of time, page by page. */
  async *listScores(pair: {
    challenger: string;
    champion: string;
  }): AsyncGenerator<ShadowScore[]> {
    for (let offset = 0; ; offset += PAGE) {
      const rows = await this.#knex<ScoreRow>(SCORES)
        .where({
          challenger_hash: pair.challenger,
          champion_hash: pair.champion,
        })
        .orderBy(['occurred_at', 'deployment_id'])
        .offset(offset)
        .limit(PAGE);
      yield rows.map(row => ({
        challengerHash: row.challenger_hash,
        championHash: row.champion_hash,
        deploymentId: row.deployment_id,
        assessmentId: row.assessment_id,
        championLogOdds: row.champion_log_odds,
        challengerLogOdds: row.challenger_log_odds,
        occurredAt: row.occurred_at,
      }));
      if (rows.length < PAGE) {
        return;
      }
    }
  }

  /** What a model said as challenger, by deployment. */
  async challengerLogOdds(
    challengerHash: string,
  ): Promise<Array<[id: string, logOdds: number]>> {
    const rows = await this.#knex<ScoreRow>(SCORES)
      .where({ challenger_hash: challengerHash })
      .select('deployment_id', 'challenger_log_odds');
    return rows.map(row => [row.deployment_id, row.challenger_log_odds]);
  }

  /** Notes how a comparison stands; the time at which it began stays. */
  async putComparison(comparison: ShadowComparison, now: Date): Promise<void> {
    const { interval } = comparison;
    const row: Omit<ComparisonRow, 'started_at'> = {
      challenger_hash: comparison.challenger,
      champion_hash: comparison.champion,
      updated_at: timestamp(now),
      rows: comparison.rows,
      difference: comparison.difference ?? null,
      interval_low: interval?.low ?? null,
      interval_high: interval?.high ?? null,
      verdict: comparison.verdict,
    };
    await this.#knex<ComparisonRow>(COMPARISONS)
      .insert({ ...row, started_at: timestamp(comparison.startedAt) })
      .onConflict(['challenger_hash', 'champion_hash'])
      .merge(row);
  }

  async getComparison(pair: {
    challenger: string;
    champion: string;
  }): Promise<ShadowComparison | undefined> {
    const row = await this.#knex<ComparisonRow>(COMPARISONS)
      .where({
        challenger_hash: pair.challenger,
        champion_hash: pair.champion,
      })
      .first();
    return row && toComparison(row);
  }

  /** Forgets scores that were made before a time. */
  async deleteOlderThan(before: Date): Promise<void> {
    await this.#knex(SCORES)
      .where('scored_at', '<', timestamp(before))
      .delete();
  }
}

function toComparison(row: ComparisonRow): ShadowComparison {
  const { interval_low: low, interval_high: high } = row;
  return {
    champion: row.champion_hash,
    challenger: row.challenger_hash,
    startedAt: row.started_at,
    rows: row.rows,
    difference: row.difference ?? undefined,
    interval: low === null || high === null ? undefined : { low, high },
    verdict: row.verdict,
  };
}
