import type { Knex } from 'knex';
import type { OwnershipGraph } from '../ownership/types';
import type {
  DeploymentPosition,
  DeploymentStore,
  DeploymentTableRow,
} from './DeploymentStore';

/** What makes a score: a difference in one of these asks for a new one. */
const SCORED = ['sha', 'environment', 'requested_at', 'entity_ref'] as const;

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

  /**
   * Compares a deployment as it was with how it is now, after giving it to whom it belongs. `before` is undefined
   * for a new one, `after` for one that is no more.
   */
  async assign(options: {
    before?: DeploymentTableRow;
    after?: DeploymentTableRow;
    tx: Knex;
  }): Promise<string[]> {
    const { before, tx } = options;
    const after = options.after && (await this.#own(options.after, tx));
    const moved = SCORED.some(column => before?.[column] !== after?.[column]);
    const outcomeTurned =
      (before?.status === 'failed') !== (after?.status === 'failed');
    if (!moved && !outcomeTurned) {
      return [];
    }
    const positions = [before, after].filter(isOwned);
    const followers = await Promise.all(
      positions.map(position => this.#store.followers(position, tx)),
    );
    const own = moved && after?.entity_ref ? [after.id] : [];
    return [...new Set([...own, ...followers.flat()])];
  }

  async #own(row: DeploymentTableRow, tx: Knex): Promise<DeploymentTableRow> {
    const { entityRefs } = this.#ownership.resolve({
      repository: row.repository,
      environment: row.environment,
      entity: row.named_entity ?? undefined,
    });
    const owner = entityRefs.length === 1 ? entityRefs[0] : undefined;
    if ((row.entity_ref ?? undefined) !== owner) {
      await this.#store.setEntity(row.id, owner, tx);
    }
    return { ...row, entity_ref: owner ?? null };
  }
}

function isOwned(
  row: DeploymentTableRow | undefined,
): row is DeploymentTableRow & DeploymentPosition {
  return Boolean(row?.entity_ref);
}
