import type {
  RiskAssessment,
  SimilarChange,
} from '@showcaller/backstage-plugin-showcaller-common';
import { sigmoid } from '@showcaller/engine/risk';
import type { Knex } from 'knex';
import { encodeTime } from 'ulid';
import type { AssessmentRow } from '../assessmentRow';
import { signalRow } from './signalRow';

const TABLE = 'risk_assessment';
const TIME_LENGTH = 10;
const RANDOM_LENGTH = 16;

/** A current assessment as the index of similar changes needs it. */
export interface PastChange {
  id: string;
  kind: RiskAssessment['subject']['kind'];
  subjectKey: string;
  occurredAt: string;
  /** One value per feature of the schema. */
  row: Float32Array;
}

/** What is shown of a past assessment. */
export interface PastAssessment
  extends Pick<
    SimilarChange,
    'entityRef' | 'sha' | 'title' | 'url' | 'occurredAt' | 'probability'
  > {
  id: string;
  /** Absent for a change that no deployment carried. */
  deploymentId?: string;
  repository: string;
}

/** The least id of an assessment that was made at a time or later. */
export function idFrom(time: number): string {
  return encodeTime(time, TIME_LENGTH) + '0'.repeat(RANDOM_LENGTH);
}

/** Reads current assessments with a known risk in the order of their ids, which is that of scoring. */
export class PastChangeStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): PastChangeStore {
    return new PastChangeStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Between two ids, both exclusive; the newest first, or the oldest first. */
  async list(options: {
    after: string;
    before?: string;
    newestFirst: boolean;
    limit: number;
  }): Promise<PastChange[]> {
    const { after, before, newestFirst, limit } = options;
    const query = this.#knex<AssessmentRow>(TABLE)
      .where('id', '>', after)
      .where({ current: true })
      // What was only asked about has no outcome; if it was deployed, its deployment was scored too.
      .whereNot({ kind: 'candidate' })
      .whereNotNull('log_odds')
      .orderBy('id', newestFirst ? 'desc' : 'asc')
      .limit(limit);
    if (before !== undefined) {
      query.where('id', '<', before);
    }
    const rows = await query.select(
      'id',
      'kind',
      'subject_key',
      'occurred_at',
      'signals',
    );
    return rows.map(row => ({
      id: row.id,
      kind: row.kind,
      subjectKey: row.subject_key,
      occurredAt: row.occurred_at,
      row: signalRow(JSON.parse(row.signals)),
    }));
  }

  /** Those of the assessments that are still the current ones of their subjects, without what explains them. */
  async getCurrent(ids: string[]): Promise<Map<string, PastAssessment>> {
    const rows = await this.#knex<AssessmentRow>(TABLE)
      .whereIn('id', ids)
      .where({ current: true })
      .select(
        'id',
        'entity_ref',
        'deployment_id',
        'repository',
        'sha',
        'title',
        'url',
        'riskiest_commit',
        'occurred_at',
        'log_odds',
      );
    return new Map(
      rows.map(row => [
        row.id,
        {
          id: row.id,
          entityRef: row.entity_ref,
          deploymentId: row.deployment_id ?? undefined,
          repository: row.repository,
          sha: row.sha,
          title: row.title ?? titleOf(row.riskiest_commit),
          url: row.url ?? undefined,
          occurredAt: row.occurred_at,
          probability:
            row.log_odds === null ? undefined : sigmoid(row.log_odds),
        },
      ]),
    );
  }
}

function titleOf(riskiestCommit: string | null): string | undefined {
  return riskiestCommit ? JSON.parse(riskiestCommit).title : undefined;
}
