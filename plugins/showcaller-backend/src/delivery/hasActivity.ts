import type { Knex } from 'knex';

const LINK_TABLES = ['change_entity', 'pipeline_run_entity'];
/** Below the number of variables that SQLite takes in a statement. */
const REF_CHUNK = 500;

/** Whether a change or a pipeline run of any of the entities was ever told of. */
export async function hasActivity(
  knex: Knex,
  entityRefs: string[],
): Promise<boolean> {
  for (let i = 0; i < entityRefs.length; i += REF_CHUNK) {
    for (const table of LINK_TABLES) {
      const link = await knex(table)
        .whereIn('entity_ref', entityRefs.slice(i, i + REF_CHUNK))
        .first('entity_ref');
      if (link) {
        return true;
      }
    }
  }
  return false;
}
