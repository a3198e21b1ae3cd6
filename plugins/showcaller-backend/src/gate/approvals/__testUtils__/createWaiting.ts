import type { Knex } from 'knex';
import { createApprovals } from './createApprovals';
import { decisionOf } from './FakeDecisions';

/** A production deployment that zoe asked for and that waits for the owners. */
export async function createWaiting(
  knex: Knex,
  fields: Partial<Parameters<typeof decisionOf>[0]> = {},
  asked: { by?: string; authors?: string[] } = { by: 'user:default/zoe' },
) {
  const made = createApprovals({ knex });
  const decision = await made.decide(
    decisionOf({ entityRef: made.entityRef, ...fields }),
    asked,
  );
  const votes = async () =>
    knex('gate_approval').where({ decision_id: decision.id });
  const state = async () => {
    const found = await made.room.book.stateOf(decision);
    if (!found) {
      throw new Error('It needs no approval');
    }
    return found;
  };
  return { ...made, decision, votes, state };
}
