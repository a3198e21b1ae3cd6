import type { Knex } from 'knex';
import { timestamp } from '../database/timestamp';
import type { OwnershipGraph } from '../ownership/types';
import type {
  DeploymentPosition,
  DeploymentStore,
  DeploymentTableRow,
} from './DeploymentStore';

/** What makes a score: a difference in one of these asks for a new one. */
const SCORED = ['sha', 'environment', 'requested_at', 'entity_ref'] as const;

/** A deployment that told no end for longer is taken to have ended. */
export const UNDER_WAY_MS = 2 * 60 * 60 * 1000;

/** A deployment as it was, undefined for a new one, and as it is now, undefined for one that is no more. */
export interface DeploymentMove {
  before?: DeploymentTableRow;
  after?: DeploymentTableRow;
}

/** Gives deployments to their entities and tells which of them want a new score because of a change. */
export class DeploymentAssignment {
  readonly #store: DeploymentStore;
  readonly #ownership: OwnershipGraph;

  static create(options: {
    store: DeploymentStore;
    ownership: OwnershipGraph;
  }): DeploymentAssignment {
    return new DeploymentAssignment(options);
  }

  private constructor(options: {
    store: DeploymentStore;
    ownership: OwnershipGraph;
  }) {
    this.#store = options.store;
    this.#ownership = options.ownership;
  }

  /** The deployment with the entity that it belongs to now; null when that is none, or not one alone. */
  own(row: DeploymentTableRow): DeploymentTableRow {
    const { entityRefs } = this.#ownership.resolve({
      repository: row.repository,
      environment: row.environment,
      entity: row.named_entity ?? undefined,
    });
    return {
      ...row,
      entity_ref: entityRefs.length === 1 ? entityRefs[0] : null,
    };
  }

  /** Gives stored deployments to whom they belong now; returns those that want a new score because of it. */
  async reassign(rows: DeploymentTableRow[], tx: Knex): Promise<string[]> {
    const moves = rows.map(before => ({ before, after: this.own(before) }));
    const idsByOwner = new Map<string | null, string[]>();
    for (const { before, after } of moves) {
      if (before.entity_ref !== after.entity_ref) {
        const ids = idsByOwner.get(after.entity_ref) ?? [];
        idsByOwner.set(after.entity_ref, [...ids, after.id]);
      }
    }
    for (const [owner, ids] of idsByOwner) {
      await this.#store.setEntity(ids, owner, tx);
    }
    return this.listWanted(moves, tx);
  }

  /** Deployments that want a new score after these moves, all of which are written. */
  async listWanted(moves: DeploymentMove[], tx: Knex): Promise<string[]> {
    const wanted = new Set<string>();
    const positions = new Map<string, DeploymentPosition>();
    for (const { before, after } of moves) {
      const moved = SCORED.some(column => before?.[column] !== after?.[column]);
      const outcomeTurned =
        (before?.status === 'failed') !== (after?.status === 'failed');
      if (moved && after?.entity_ref) {
        wanted.add(after.id);
      }
      if (moved || outcomeTurned) {
        for (const row of [before, after].filter(isOwned)) {
          const { id, entity_ref, environment, requested_at } = row;
          const position = { id, entity_ref, environment, requested_at };
          positions.set(JSON.stringify(position), position);
        }
      }
    }
    for (const position of positions.values()) {
      for (const id of await this.#store.followers(position, tx)) {
        wanted.add(id);
      }
    }
    for (const id of await this.#listBeside(moves, tx)) {
      wanted.add(id);
    }
    return [...wanted];
  }

  /**
   * Deployments that were asked for while another was under way, or no more was, as is told only now. In the order of
   * time there are none: what came later is told later.
   */
  async #listBeside(moves: DeploymentMove[], tx: Knex): Promise<string[]> {
    const beside: string[] = [];
    for (const { before, after } of moves) {
      const moved = SCORED.some(column => before?.[column] !== after?.[column]);
      const ended = before?.finished_at !== after?.finished_at;
      const row = [after, before].find(isOwned);
      const from = moved ? row?.requested_at : row?.finished_at;
      if (row && from && (moved || ended)) {
        const ids = await this.#store.listRequestedBetween(
          {
            entityRefs: [
              row.entity_ref,
              ...this.#ownership.neighboursOf(row.entity_ref),
            ],
            from,
            to: timestamp(Date.parse(row.requested_at) + UNDER_WAY_MS),
          },
          tx,
        );
        beside.push(...ids);
      }
    }
    return beside;
  }
}

function isOwned(
  row: DeploymentTableRow | undefined,
): row is DeploymentTableRow & DeploymentPosition {
  return Boolean(row?.entity_ref);
}
