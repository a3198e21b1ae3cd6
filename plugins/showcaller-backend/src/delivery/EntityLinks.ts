import type { Knex } from 'knex';
import type { OwnershipGraph } from '../ownership/types';

const CHUNK = 500;

/** A change with what decides whom it belongs to. */
export interface LinkedChange {
  id: string;
  repository: string;
  sha: string;
  files: string | null;
  sort_at: string;
}

/** A run with what decides whom it belongs to. */
export interface LinkedRun {
  id: string;
  repository: string;
  sha: string | null;
  sort_at: string;
}

const tables = {
  change: { table: 'change_entity', column: 'change_id' },
  run: { table: 'pipeline_run_entity', column: 'pipeline_run_id' },
} as const;

/** Which entities a change or a pipeline run belongs to; several in a monorepo. */
export class EntityLinks {
  readonly #ownership: OwnershipGraph;

  static create(options: { ownership: OwnershipGraph }): EntityLinks {
    return new EntityLinks(options.ownership);
  }

  private constructor(ownership: OwnershipGraph) {
    this.#ownership = ownership;
  }

  /** Links a change to its entities and, in a monorepo, the runs of its revision to the same. */
  async linkChange(change: LinkedChange, tx: Knex): Promise<void> {
    const { entityRefs } = this.#ownership.resolve({
      repository: change.repository,
      files: change.files ? JSON.parse(change.files) : undefined,
    });
    if (await this.#write('change', change, entityRefs, tx)) {
      const runs = await tx<LinkedRun>('pipeline_run')
        .where({ repository: change.repository, sha: change.sha })
        .select('id', 'repository', 'sha', 'sort_at');
      for (const run of runs) {
        await this.linkRun(run, tx);
      }
    }
  }

  /** A run of a repository with several components belongs to those of the change that it runs on. */
  async linkRun(run: LinkedRun, tx: Knex): Promise<void> {
    const answer = this.#ownership.resolve({ repository: run.repository });
    const entityRefs =
      answer.entityRefs.length > 0 || !run.sha
        ? answer.entityRefs
        : await tx('change_entity')
            .join('change', 'change.id', 'change_entity.change_id')
            .where({
              'change.repository': run.repository,
              'change.sha': run.sha,
            })
            .pluck('entity_ref');
    await this.#write('run', run, entityRefs, tx);
  }

  async unlink(kind: 'change' | 'run', id: string, tx: Knex): Promise<void> {
    const { table, column } = tables[kind];
    await tx(table).where(column, id).delete();
  }

  /** Decides anew for one chunk of a repository's changes or runs; returns where it ended. */
  async relinkChunk(
    options: { kind: 'change' | 'run'; repository: string; afterId: string },
    tx: Knex,
  ): Promise<string | undefined> {
    const { kind, repository, afterId } = options;
    const rows = await tx(kind === 'change' ? 'change' : 'pipeline_run')
      .where({ repository })
      .where('id', '>', afterId)
      .orderBy('id')
      .limit(CHUNK)
      .select('id', 'repository', 'sha', 'sort_at')
      .modify(query => {
        if (kind === 'change') {
          query.select('files');
        }
      });
    for (const row of rows) {
      await (kind === 'change'
        ? this.linkChange(row, tx)
        : this.linkRun(row, tx));
    }
    return rows.length < CHUNK ? undefined : rows[rows.length - 1].id;
  }

  /** True when the links changed. */
  async #write(
    kind: 'change' | 'run',
    row: { id: string; sort_at: string },
    entityRefs: string[],
    tx: Knex,
  ): Promise<boolean> {
    const { table, column } = tables[kind];
    const known = await tx(table)
      .where(column, row.id)
      .select('entity_ref', 'sort_at');
    const wanted = [...new Set(entityRefs)].sort();
    const same =
      known.length === wanted.length &&
      known.every(
        link =>
          wanted.includes(link.entity_ref) && link.sort_at === row.sort_at,
      );
    if (same) {
      return false;
    }
    await tx(table).where(column, row.id).delete();
    if (wanted.length > 0) {
      await tx(table).insert(
        wanted.map(entity_ref => ({
          [column]: row.id,
          entity_ref,
          sort_at: row.sort_at,
        })),
      );
    }
    return true;
  }
}
