import type { SbomVulnerability } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { timestamp } from '../../../database/timestamp';
import {
  documentColumns,
  toDocument,
  type DocumentRow,
} from '../../documentRow';
import type { EvidenceDocument } from '../../types';

/** A stored bill of materials. */
export interface BillRecord {
  document: EvidenceDocument;
  format: string;
  problem?: string;
  components: number;
  /** Undefined when nobody looked for any. */
  vulnerabilities?: SbomVulnerability[];
}

/** Bills of materials of uploads. */
export class BillStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): BillStore {
    return new BillStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The newest of an artifact or, without one, of a revision. */
  async find(options: {
    repository: string;
    digest?: string;
    sha?: string;
    /** Only one of this name. */
    name?: string;
    /** Only one that was not uploaded for a certain artifact. */
    unclaimed?: boolean;
  }): Promise<BillRecord | undefined> {
    const { repository, digest, sha, name, unclaimed } = options;
    const query = this.#select().where({
      'evidence_document.repository': repository.toLowerCase(),
      ...(name !== undefined && { 'evidence_document.name': name }),
    });
    if (digest !== undefined) {
      query.whereIn(
        'evidence_document.id',
        this.#knex('evidence_artifact').where({ digest }).select('document_id'),
      );
    } else {
      query.where({ 'evidence_document.sha': sha });
    }
    if (unclaimed) {
      query.whereNotIn(
        'evidence_document.id',
        this.#knex('evidence_artifact').select('document_id'),
      );
    }
    return toRecord(await query.first());
  }

  /** The newest of the same name that was observed before, of another revision. */
  async findBefore(
    document: EvidenceDocument,
  ): Promise<BillRecord | undefined> {
    const { repository, name, sha, observedAt } = document;
    const row = await this.#select()
      .where({
        'evidence_document.repository': repository,
        'evidence_document.name': name,
      })
      .where('evidence_document.observed_at', '<', timestamp(observedAt))
      .whereNot({ 'evidence_document.sha': sha })
      .first();
    return toRecord(row);
  }

  /** Components of a bill, packed as the evidence thread reads them. */
  async getPacked(documentId: string): Promise<Uint8Array | undefined> {
    const row = await this.#knex('sbom_content')
      .where({ document_id: documentId })
      .first('packed');
    return row?.packed;
  }

  #select() {
    return this.#knex('sbom_content')
      .join(
        'evidence_document',
        'evidence_document.id',
        'sbom_content.document_id',
      )
      .where({ 'evidence_document.status': 'read' })
      .orderBy([
        { column: 'evidence_document.observed_at', order: 'desc' },
        { column: 'evidence_document.id', order: 'desc' },
      ])
      .select(
        ...documentColumns.map(column =>
          column === 'problem'
            ? 'evidence_document.problem as document_problem'
            : `evidence_document.${column}`,
        ),
        'format',
        'sbom_content.problem as problem',
        'components',
        'vulnerabilities',
      );
  }
}

interface BillRow extends DocumentRow {
  document_problem: string | null;
  format: string;
  components: number;
  vulnerabilities: string | null;
}

function toRecord(row: BillRow | undefined): BillRecord | undefined {
  return (
    row && {
      document: toDocument({ ...row, problem: row.document_problem }),
      format: row.format,
      problem: row.problem ?? undefined,
      components: row.components,
      vulnerabilities: row.vulnerabilities
        ? JSON.parse(row.vulnerabilities)
        : undefined,
    }
  );
}
