import {
  type ApprovalInboxRow,
  type GateDecision,
  showcallerGateOverridePermission,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { DecisionReader } from '../../types';
import type { StoredOverride } from '../overrides/DatabaseOverrideStore';
import { objectionToReviewing } from '../overrides/reviewers';
import type { Caller, Callers } from '../people/Callers';
import type { StoredRequest } from '../voting/DatabaseRequestStore';
import type { DecisionContexts } from '../voting/DecisionContext';
import type { StoredApprovalBook } from '../voting/StoredApprovalBook';

/** Something that waits, before it is looked at closely. */
export type InboxItem = { entityRef: string; waitingSince: string } & (
  | { item: 'request'; request: StoredRequest }
  | { item: 'override'; override: StoredOverride }
);

const NOT_A_PERSON = 'Only people at a page may say something to it.';

interface RowsOptions {
  decisions: Pick<DecisionReader, 'get'>;
  book: Pick<StoredApprovalBook, 'statesOf'>;
  contexts: DecisionContexts;
  callers: Callers;
}

/** Makes rows of the inbox: what it is, why it waits, and whether the caller may say something to it. */
export class ApprovalRows {
  readonly #options: RowsOptions;

  static create(options: RowsOptions): ApprovalRows {
    return new ApprovalRows(options);
  }

  private constructor(options: RowsOptions) {
    this.#options = options;
  }

  /** In the order of the items; those that turn out to wait no more are left out. */
  async of(items: InboxItem[], caller: Caller): Promise<ApprovalInboxRow[]> {
    const decisions = new Map<string, GateDecision>();
    for (const item of items) {
      const id = decisionIdOf(item);
      const decision = await this.#options.decisions.get(id);
      if (decision) {
        decisions.set(id, decision);
      }
    }
    const approvals = await this.#approvals(items, decisions, caller);
    const overrides = await this.#overrides(items, decisions, caller);
    return items.flatMap(
      item =>
        (item.item === 'request'
          ? approvals.get(item.request.decisionId)
          : overrides.get(item.override.decisionId)) ?? [],
    );
  }

  async #approvals(
    items: InboxItem[],
    decisions: Map<string, GateDecision>,
    caller: Caller,
  ): Promise<Map<string, ApprovalInboxRow>> {
    const asked = items.flatMap(item =>
      item.item === 'request'
        ? decisions.get(item.request.decisionId) ?? []
        : [],
    );
    const states = await this.#options.book.statesOf(asked, {
      credentials: caller.credentials,
    });
    const rows = new Map<string, ApprovalInboxRow>();
    for (const decision of asked) {
      const state = states.get(decision.id);
      if (state?.state === 'open') {
        rows.set(decision.id, {
          ...rowOf(decision),
          kind: 'approval',
          status: decision.outcome === 'block' ? 'BLOCK' : 'NEEDS_APPROVAL',
          explanation: decision.explanation,
          required: state.required,
          have: state.have,
          waitingSince: decision.decidedAt,
          expiresAt: state.expiresAt,
          you: state.you ?? { may: false, reason: NOT_A_PERSON },
          requestedBy: await this.#options.contexts.requesterOf(decision),
        });
      }
    }
    return rows;
  }

  async #overrides(
    items: InboxItem[],
    decisions: Map<string, GateDecision>,
    caller: Caller,
  ): Promise<Map<string, ApprovalInboxRow>> {
    const rows = new Map<string, ApprovalInboxRow>();
    const overrides = items.flatMap(item =>
      item.item === 'override' ? item.override : [],
    );
    if (overrides.length === 0) {
      return rows;
    }
    const { callers, contexts } = this.#options;
    const permitted =
      caller.kind === 'person' &&
      (await callers.isAllowed(caller, showcallerGateOverridePermission));
    const known = overrides.filter(({ decisionId }) =>
      decisions.has(decisionId),
    );
    const loaded = await contexts.load(
      known.flatMap(({ decisionId }) => decisions.get(decisionId) ?? []),
      [caller.ref, ...known.map(({ by }) => by)].filter(ref =>
        ref.startsWith('user:'),
      ),
    );
    for (const [index, override] of known.entries()) {
      const context = loaded[index];
      const objection = objectionToReviewing(caller.ref, {
        by: override.by,
        context,
        permitted,
      });
      const reason =
        caller.kind === 'person' ? objection?.message : NOT_A_PERSON;
      rows.set(override.decisionId, {
        ...rowOf(context.decision),
        kind: 'override',
        title: `Override of ${context.decision.rule.name}`,
        explanation: `${override.by} let it through because of incident ${
          override.incidentId
        }. A second person has to look at it until ${override.confirmBy}${
          override.state === 'overdue' ? '; that is over' : ''
        }.`,
        required: 1,
        have: 0,
        requestedBy: override.by,
        waitingSince: override.at,
        expiresAt: override.confirmBy,
        you: reason === undefined ? { may: true } : { may: false, reason },
        reference: override.id,
      });
    }
    return rows;
  }
}

function decisionIdOf(item: InboxItem): string {
  return item.item === 'request'
    ? item.request.decisionId
    : item.override.decisionId;
}

function rowOf(decision: GateDecision) {
  const { entityRef, environment, inputs, rule } = decision;
  const sha = typeof inputs.sha === 'string' ? inputs.sha.slice(0, 7) : '';
  const name = entityRef.slice(entityRef.indexOf('/') + 1);
  return {
    decisionId: decision.id,
    entityRef,
    title: `${name}${sha && ` ${sha}`} to ${environment}`,
    environment,
    tier: decision.tier,
    stage: decision.stage,
    risk: typeof inputs.risk === 'number' ? inputs.risk : undefined,
    ruleName: rule.name,
  };
}
