import type { Knex } from 'knex';
import { chunksOf } from '../database/chunksOf';
import type { OwnershipGraph } from '../ownership/types';
import { readOfRevisions, revisionKey, type Revision } from './revisions';

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

  /**
   * Links changes to their entities and, in a monorepo, the runs of their revisions to the same. Links runs; what
   * changes and runs are given here is stored already.
   */
  async link(
    rows: { changes?: LinkedChange[]; runs?: LinkedRun[] },
    tx: Knex,
  ): Promise<void> {
    const changes = rows.changes ?? [];
    const links = changes.map(change => ({
      ...change,
      entityRefs: this.#ownership.resolve({
        repository: change.repository,
        files: change.files ? JSON.parse(change.files) : undefined,
      }).entityRefs,
    }));
    const turned = await this.#write('change', links, tx);
    const ofChanges = await readOfRevisions<LinkedRun & Revision>(
      changes.filter(({ id }) => turned.has(id)),
      ({ repositories, shas }) =>
        tx('pipeline_run')
          .whereIn('repository', repositories)
          .whereIn('sha', shas)
          .select('id', 'repository', 'sha', 'sort_at'),
    );
    const runs = new Map(
      [...ofChanges, ...(rows.runs ?? [])].map(run => [run.id, run]),
    );
    await this.#linkRuns([...runs.values()], tx);
  }

  /** A run of a repository with several components belongs to those of the change that it runs on. */
  async #linkRuns(runs: LinkedRun[], tx: Knex): Promise<void> {
    const answered = runs.map(run => ({
      ...run,
      ...this.#ownership.resolve({ repository: run.repository }),
    }));
    const byChange = await entitiesOfRevisions(
      answered.filter(run => run.entityRefs.length === 0).filter(hasRevision),
      tx,
    );
    const links = answered.map(run =>
      run.entityRefs.length === 0 && hasRevision(run)
        ? { ...run, entityRefs: byChange.get(revisionKey(run)) ?? [] }
        : run,
    );
    await this.#write('run', links, tx);
  }

  async unlink(kind: 'change' | 'run', ids: string[], tx: Knex): Promise<void> {
    const { table, column } = tables[kind];
    for (const chunk of chunksOf(ids)) {
      await tx(table).whereIn(column, chunk).delete();
    }
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
    await this.link(kind === 'change' ? { changes: rows } : { runs: rows }, tx);
    return rows.length < CHUNK ? undefined : rows[rows.length - 1].id;
  }

  /** Returns the ids of those whose links changed. */
  async #write(
    kind: 'change' | 'run',
    rows: Array<{ id: string; sort_at: string; entityRefs: string[] }>,
    tx: Knex,
  ): Promise<Set<string>> {
    const { table, column } = tables[kind];
    const known = new Map<string, Map<string, string>>();
    for (const chunk of chunksOf(rows.map(({ id }) => id))) {
      for (const link of await tx(table).whereIn(column, chunk)) {
        const ofRow = known.get(link[column]) ?? new Map<string, string>();
        known.set(link[column], ofRow.set(link.entity_ref, link.sort_at));
      }
    }
    const turned = rows
      .map(row => ({ ...row, entityRefs: [...new Set(row.entityRefs)].sort() }))
      .filter(({ id, sort_at, entityRefs }) => {
        const links = known.get(id) ?? new Map<string, string>();
        return !(
          links.size === entityRefs.length &&
          entityRefs.every(entityRef => links.get(entityRef) === sort_at)
        );
      });
    const stale = turned.map(({ id }) => id).filter(id => known.has(id));
    await this.unlink(kind, stale, tx);
    const links = turned.flatMap(({ id, sort_at, entityRefs }) =>
      entityRefs.map(entity_ref => ({ [column]: id, entity_ref, sort_at })),
    );
    for (const chunk of chunksOf(links)) {
      await tx(table).insert(chunk);
    }
    return new Set(turned.map(({ id }) => id));
  }
}

function hasRevision<T extends LinkedRun>(run: T): run is T & Revision {
  return Boolean(run.sha);
}

/** The entities that the changes of these revisions belong to, by {@link revisionKey}. */
async function entitiesOfRevisions(
  revisions: Revision[],
  tx: Knex,
): Promise<Map<string, string[]>> {
  const links = await readOfRevisions<Revision & { entity_ref: string }>(
    revisions,
    ({ repositories, shas }) =>
      tx('change')
        .join('change_entity', 'change_entity.change_id', 'change.id')
        .whereIn('change.repository', repositories)
        .whereIn('change.sha', shas)
        .select('change.repository', 'change.sha', 'entity_ref'),
  );
  const entities = new Map<string, string[]>();
  for (const link of links) {
    const ofRevision = entities.get(revisionKey(link)) ?? [];
    entities.set(revisionKey(link), [...ofRevision, link.entity_ref]);
  }
  return entities;
}
