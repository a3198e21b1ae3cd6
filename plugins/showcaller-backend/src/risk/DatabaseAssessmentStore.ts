import type { RiskAssessment } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { timestamp } from '../database/timestamp';
import { AssessmentRow, toAssessment, toAssessmentRow } from './assessmentRow';
import type { NewAssessment } from './types';

type SubjectKind = RiskAssessment['subject']['kind'];

const TABLE = 'risk_assessment';

/** Stored assessments. Rows are never changed, but for the mark of which one of a subject is current. */
export class DatabaseAssessmentStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseAssessmentStore {
    return new DatabaseAssessmentStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Stores an assessment and makes it the current one of its subject. The same inputs scored again give no new row:
   * `created` is then false and `id` names the row that was there.
   */
  async save(
    scored: NewAssessment,
    tx: Knex.Transaction,
  ): Promise<{ id: string; created: boolean }> {
    const row = toAssessmentRow(scored);
    const { subject_key, inputs_hash, model_hash } = row;
    await tx(TABLE)
      .insert(row)
      .onConflict(['subject_key', 'inputs_hash', 'model_hash'])
      .ignore();
    const stored = await tx<AssessmentRow>(TABLE)
      .where({ subject_key, inputs_hash, model_hash })
      .first('id', 'current');
    const id = stored?.id ?? row.id;
    await tx(TABLE)
      .where({ subject_key, current: true })
      .whereNot({ id })
      .update({ current: false });
    if (stored && !stored.current) {
      await tx(TABLE).where({ id }).update({ current: true });
    }
    return { id, created: id === row.id };
  }

  async get(id: string): Promise<RiskAssessment | undefined> {
    const row = await this.#knex<AssessmentRow>(TABLE).where({ id }).first();
    return row && toAssessment(row);
  }

  /** The newest current assessment of any of the entities; of deployments where there are any, else of changes. */
  async getLatest(entityRefs: string[]): Promise<RiskAssessment | undefined> {
    for (const kind of ['deployment', 'change'] as const) {
      const row = await this.#current(entityRefs, kind)
        .orderBy([
          { column: 'occurred_at', order: 'desc' },
          { column: 'id', order: 'desc' },
        ])
        .first();
      if (row) {
        return toAssessment(row);
      }
    }
    return undefined;
  }

  /** The newest current assessment per entity, chosen as {@link DatabaseAssessmentStore.getLatest} does. */
  async getLatestByEntity(
    entityRefs: string[],
  ): Promise<Map<string, RiskAssessment>> {
    const latest = new Map<string, RiskAssessment>();
    for (const kind of ['deployment', 'change'] as const) {
      const missing = entityRefs.filter(ref => !latest.has(ref));
      // Ranked in one pass: a join on the newest time is quadratic while the database has no statistics.
      const ranked = this.#current(missing, kind)
        .select(`${TABLE}.*`)
        .rowNumber('newest_first', newest =>
          newest.partitionBy('entity_ref').orderBy([
            { column: 'occurred_at', order: 'desc' },
            { column: 'id', order: 'desc' },
          ]),
        );
      const rows: AssessmentRow[] = await this.#knex
        .from(ranked.as('ranked'))
        .where('newest_first', 1)
        .select('*');
      for (const row of rows) {
        latest.set(row.entity_ref, toAssessment(row));
      }
    }
    return latest;
  }

  /** Current assessments since a time, newest first. */
  async list(options: {
    entityRefs: string[];
    kind: SubjectKind;
    since: string;
    limit: number;
  }): Promise<RiskAssessment[]> {
    const rows = await this.#current(options.entityRefs, options.kind)
      .where('occurred_at', '>=', timestamp(options.since))
      .orderBy([
        { column: 'occurred_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(options.limit);
    return rows.map(toAssessment);
  }

  /** Among the entity's other current assessments with a known risk: how many there are, and how many are lower. */
  async rank(options: {
    assessment: Pick<RiskAssessment, 'id' | 'entityRef' | 'subject'>;
    since: string;
  }): Promise<{ lower: number; of: number } | undefined> {
    const { assessment, since } = options;
    const own = await this.#knex<AssessmentRow>(TABLE)
      .where({ id: assessment.id })
      .whereNotNull('log_odds')
      .first('log_odds');
    if (!own) {
      return undefined;
    }
    const others = () =>
      this.#current([assessment.entityRef], assessment.subject.kind)
        .where('occurred_at', '>=', timestamp(since))
        .whereNotNull('log_odds')
        .whereNot({ id: assessment.id });
    const [all] = await others().count({ n: '*' });
    const [lower] = await others()
      .where('log_odds', '<', own.log_odds)
      .count({ n: '*' });
    return { lower: Number(lower.n), of: Number(all.n) };
  }

  /** Id and calibrated log-odds of the current assessments of deployments. */
  async getByDeployments(
    deploymentIds: string[],
  ): Promise<Map<string, { id: string; logOdds?: number }>> {
    const rows = await this.#knex<AssessmentRow>(TABLE)
      .whereIn('deployment_id', deploymentIds)
      .where({ current: true })
      .select('id', 'deployment_id', 'log_odds');
    return new Map(
      rows.map(row => [
        row.deployment_id ?? '',
        { id: row.id, logOdds: row.log_odds ?? undefined },
      ]),
    );
  }

  /**
   * Deployments of a repository that were scored since a time, before its history was there; newest first. The time
   * ends the search for a revision that the repository never gets.
   */
  async listAwaitingFacts(
    repository: string,
    scoredSince: Date,
  ): Promise<string[]> {
    const rows = await this.#knex<AssessmentRow>(TABLE)
      .where({ repository, current: true, awaits_facts: true })
      .where('scored_at', '>=', timestamp(scoredSince))
      .whereNotNull('deployment_id')
      .orderBy('occurred_at', 'desc')
      .select('deployment_id');
    return rows.flatMap(row => row.deployment_id ?? []);
  }

  /** Of the given entities, those that have an assessed deployment. */
  async withDeployments(entityRefs: string[]): Promise<Set<string>> {
    const refs = await this.#current(entityRefs, 'deployment')
      .distinct('entity_ref')
      .pluck('entity_ref');
    return new Set(refs);
  }

  #current(entityRefs: string[], kind: SubjectKind) {
    return this.#knex<AssessmentRow>(TABLE)
      .whereIn(`${TABLE}.entity_ref`, entityRefs)
      .where(`${TABLE}.current`, true)
      .where(`${TABLE}.kind`, kind);
  }
}
