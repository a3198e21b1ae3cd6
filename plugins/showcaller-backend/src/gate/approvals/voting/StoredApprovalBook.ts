import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type ApprovalState,
  type GateDecision,
  type GateOverride,
  showcallerGateApprovePermission,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { ApprovalBook } from '../../types';
import type { DatabaseOverrideStore } from '../overrides/DatabaseOverrideStore';
import type { Caller, Callers } from '../people/Callers';
import type { DatabaseVoteStore } from './DatabaseVoteStore';
import type { DecisionContext, DecisionContexts } from './DecisionContext';
import { foldApprovals } from './foldApprovals';
import { objectionTo, tellObjection } from './objections';

/** Decisions that are looked at together: one read of the catalog for all of them. */
const AT_ONCE = 50;

interface BookOptions {
  votes: DatabaseVoteStore;
  overrides: DatabaseOverrideStore;
  contexts: DecisionContexts;
  callers: Callers;
  expiryHours: number;
  salt: () => Promise<string>;
  now: () => Date;
}

/** What people said to decisions, judged whenever it is asked for. */
export class StoredApprovalBook implements ApprovalBook {
  readonly #options: BookOptions;

  static create(options: BookOptions): StoredApprovalBook {
    return new StoredApprovalBook(options);
  }

  private constructor(options: BookOptions) {
    this.#options = options;
  }

  async stateOf(
    decision: GateDecision,
    options: { credentials?: BackstageCredentials } = {},
  ): Promise<ApprovalState | undefined> {
    return (await this.statesOf([decision], options)).get(decision.id);
  }

  async statesOf(
    decisions: GateDecision[],
    options: { credentials?: BackstageCredentials } = {},
  ): Promise<Map<string, ApprovalState>> {
    const asked = decisions.filter(({ approvals }) => approvals !== undefined);
    const caller =
      options.credentials && this.#options.callers.read(options.credentials);
    const permitted =
      asked.length > 0 && caller?.kind === 'person'
        ? await this.#options.callers.isAllowed(
            caller,
            showcallerGateApprovePermission,
          )
        : false;
    const states = new Map<string, ApprovalState>();
    for (let start = 0; start < asked.length; start += AT_ONCE) {
      const some = asked.slice(start, start + AT_ONCE);
      for (const [id, state] of await this.#look(some, caller, permitted)) {
        states.set(id, state);
      }
    }
    return states;
  }

  async overrideOf(decisionId: string): Promise<GateOverride | undefined> {
    return (await this.overridesOf([decisionId])).get(decisionId);
  }

  async overridesOf(decisionIds: string[]): Promise<Map<string, GateOverride>> {
    return this.#options.overrides.getByDecisions(
      decisionIds,
      this.#options.now(),
    );
  }

  async #look(
    decisions: GateDecision[],
    caller: Caller | undefined,
    permitted: boolean,
  ): Promise<Array<[string, ApprovalState]>> {
    const { contexts, overrides, now, expiryHours } = this.#options;
    const ids = decisions.map(({ id }) => id);
    const votes = await this.#options.votes.list(ids);
    const overridden = await overrides.getByDecisions(ids, now());
    const people = [...votes.values()].flat().map(({ approver }) => approver);
    const salt = await this.#options.salt();
    const loaded = await contexts.load(decisions, [
      ...people,
      ...(caller?.kind === 'person' ? [caller.ref] : []),
    ]);
    return loaded.flatMap((context): Array<[string, ApprovalState]> => {
      const { id } = context.decision;
      const state = foldApprovals({
        context,
        votes: votes.get(id) ?? [],
        now: now(),
        expiryHours,
        salt,
      });
      if (!state) {
        return [];
      }
      const you =
        caller?.kind === 'person'
          ? whatOf(caller, {
              state,
              context,
              permitted,
              salt,
              override: overridden.get(id),
            })
          : undefined;
      return [[id, { ...state, you }]];
    });
  }
}

/** Whether the caller may vote now, and why not. */
function whatOf(
  caller: Caller,
  facts: {
    state: ApprovalState;
    context: DecisionContext;
    permitted: boolean;
    salt: string;
    override?: GateOverride;
  },
): NonNullable<ApprovalState['you']> {
  const { state, context, permitted, salt, override } = facts;
  const objection = objectionTo(caller.ref, context, salt);
  const mine = state.votes.find(
    ({ approver }) => approver.toLowerCase() === caller.ref.toLowerCase(),
  );
  const said = mine?.verdict === 'approve' ? 'approved' : 'rejected';
  const reason = [
    context.decision.mode === 'enforced'
      ? undefined
      : 'This decision holds nothing back.',
    override && override.state !== 'objected'
      ? `${override.by} let it through in an emergency; look at that override instead.`
      : undefined,
    mine && `You ${said} it at ${mine.at}.`,
    state.state === 'open' ? undefined : state.explanation,
    permitted
      ? undefined
      : `You lack the permission ${showcallerGateApprovePermission.name}; the platform team grants it.`,
    objection && tellObjection(objection, state.eligible),
  ].find(words => words !== undefined);
  return reason === undefined ? { may: true } : { may: false, reason };
}
