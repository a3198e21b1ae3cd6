import type {
  GateDecision,
  Page,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { chunksOf } from '../database/chunksOf';
import { timestamp } from '../database/timestamp';
import { toDecision, toDecisionRow, type DecisionRow } from './decisionRow';
import { subjectKeyOf } from './decide/subjectKeyOf';

const TABLE = 'gate_decision';

/** Stored decisions: written once, never changed. */
export class DatabaseDecisionStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseDecisionStore {
    return new DatabaseDecisionStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** One decision per assessment: false when there is one for the same already, which stays. */
  async insert(
    decision: GateDecision,
    options: { authors?: string[]; tx: Knex.Transaction },
  ): Promise<boolean> {
    const { authors, tx } = options;
    const inserted = await tx(TABLE)
      .insert({
        ...toDecisionRow(decision),
        authors: authors ? JSON.stringify(authors) : null,
      })
      .onConflict('assessment_id')
      .ignore()
      .returning('id');
    return inserted.length > 0;
  }

  async get(id: string): Promise<GateDecision | undefined> {
    const row = await this.#knex<DecisionRow>(TABLE).where({ id }).first();
    return row && toDecision(row);
  }

  async getMany(ids: string[]): Promise<Map<string, GateDecision>> {
    const found = new Map<string, GateDecision>();
    for (const chunk of chunksOf(ids)) {
      const rows = await this.#knex<DecisionRow>(TABLE).whereIn('id', chunk);
      for (const row of rows) {
        found.set(row.id, toDecision(row));
      }
    }
    return found;
  }

  /** The last decision on each of these deployments. */
  async getLatestByDeployments(
    deploymentIds: string[],
  ): Promise<Map<string, GateDecision>> {
    const latest = new Map<string, GateDecision>();
    for (const chunk of chunksOf(deploymentIds)) {
      const rows = await this.#knex<DecisionRow>(TABLE)
        .whereIn('deployment_id', chunk)
        .orderBy(['decided_at', 'id']);
      for (const row of rows) {
        latest.set(row.deployment_id ?? '', toDecision(row));
      }
    }
    return latest;
  }

  /** Decisions by the id of their assessment. */
  async getByAssessments(
    assessmentIds: string[],
  ): Promise<Map<string, GateDecision>> {
    const rows = await this.#knex<DecisionRow>(TABLE).whereIn(
      'assessment_id',
      assessmentIds,
    );
    return new Map(rows.map(row => [row.assessment_id ?? '', toDecision(row)]));
  }

  /** Of an entity, newest first. */
  async list(options: {
    entityRef: string;
    limit: number;
    offset: number;
  }): Promise<Page<GateDecision>> {
    const { entityRef, limit, offset } = options;
    const all = () =>
      this.#knex<DecisionRow>(TABLE).where('entity_ref', entityRef);
    const [total] = await all().count({ n: '*' });
    const rows: DecisionRow[] = await all()
      .orderBy([
        { column: 'decided_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit)
      .offset(offset);
    return {
      items: rows.map(toDecision),
      totalItems: Number(total.n),
      limit,
      offset,
    };
  }

  /** Decisions of a time, for reports: by time and id, after the given one. `from` is inclusive, `to` exclusive. */
  async page(options: {
    from: string;
    to: string;
    entityRef?: string;
    after?: { decidedAt: string; id: string };
    limit: number;
  }): Promise<GateDecision[]> {
    const { from, to, entityRef, after, limit } = options;
    const query = this.#knex<DecisionRow>(TABLE)
      .where('decided_at', '>=', timestamp(from))
      .where('decided_at', '<', timestamp(to))
      .orderBy(['decided_at', 'id'])
      .limit(limit);
    if (entityRef !== undefined) {
      query.where('entity_ref', entityRef);
    }
    if (after) {
      query.where(later =>
        later
          .where('decided_at', '>', timestamp(after.decidedAt))
          .orWhere(same =>
            same
              .where('decided_at', timestamp(after.decidedAt))
              .where('id', '>', after.id),
          ),
      );
    }
    return (await query).map(toDecision);
  }

  /** Whether there is no newer decision about the same thing; decisions of before there was a policy language are current. */
  async isCurrent(decision: GateDecision): Promise<boolean> {
    const newer = await this.#knex<DecisionRow>(TABLE)
      .where('subject_key', subjectKeyOf(decision))
      .where('decided_at', '>=', timestamp(decision.decidedAt))
      .where(later =>
        later
          .where('decided_at', '>', timestamp(decision.decidedAt))
          .orWhere('id', '>', decision.id),
      )
      .whereNot('id', decision.id)
      .first('id');
    return newer === undefined;
  }

  /** The newest decision on the same thing that a pipeline had asked for. */
  async findAsked(decision: GateDecision): Promise<GateDecision | undefined> {
    const row = await this.#knex<DecisionRow>(TABLE)
      .where('subject_key', subjectKeyOf({ ...decision, evaluationId: 'any' }))
      .orderBy([
        { column: 'decided_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .first();
    return row && toDecision(row);
  }

  /** Salted hashes of the authors of what was decided on, where they were known then. */
  async getAuthors(id: string): Promise<string[] | undefined> {
    const row = await this.#knex(TABLE).where({ id }).first('authors');
    return row?.authors ? JSON.parse(row.authors) : undefined;
  }
}
