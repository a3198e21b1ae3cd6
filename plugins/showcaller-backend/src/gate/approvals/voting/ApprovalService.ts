import {
  type ApprovalRequest,
  type ApprovalState,
  type GateDecision,
  showcallerGateApprovePermission,
} from '@showcaller/backstage-plugin-showcaller-common';
import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import { ulid } from 'ulid';
import type { AuditAppender } from '../../../audit/types';
import { timestamp } from '../../../database/timestamp';
import type { ApprovalListener } from '../../types';
import type { NoticeBook } from '../notices/NoticeBook';
import { type Caller, type Callers, requirePerson } from '../people/Callers';
import { Refusal } from '../refusals';
import type { Attempt } from '../RefusalRecorder';
import type { VisibleDecisions } from '../VisibleDecisions';
import type { DatabaseRequestStore } from './DatabaseRequestStore';
import type { DatabaseVoteStore, StoredVote } from './DatabaseVoteStore';
import type { DecisionContext, DecisionContexts } from './DecisionContext';
import { foldApprovals, voteExpiresAt, votingEndsAt } from './foldApprovals';
import { objectionTo, tellObjection } from './objections';
import {
  expired,
  requireEnforced,
  requireSameSubject,
  requireUsable,
  superseded,
} from './usable';

const MOST_TRIES = 10;

/** What taking votes needs of its surroundings. */
export interface ApprovalServiceOptions {
  knex: Knex;
  audit: AuditAppender;
  callers: Callers;
  visible: VisibleDecisions;
  contexts: DecisionContexts;
  requests: DatabaseRequestStore;
  votes: DatabaseVoteStore;
  notices: NoticeBook;
  listeners: readonly ApprovalListener[];
  expiryHours: number;
  salt: () => Promise<string>;
  now: () => Date;
}

/** Takes votes: each by a person who may, on what that person saw, once, and on record in the same transaction. */
export class ApprovalService {
  readonly #options: ApprovalServiceOptions;

  static create(options: ApprovalServiceOptions): ApprovalService {
    return new ApprovalService(options);
  }

  private constructor(options: ApprovalServiceOptions) {
    this.#options = options;
  }

  /** Throws a Refusal when the vote is not taken. `attempt` learns which entity it was about. */
  async vote(options: {
    decisionId: string;
    request: ApprovalRequest;
    caller: Caller;
    attempt: Attempt;
  }): Promise<GateDecision> {
    const { decisionId, request, caller, attempt } = options;
    const { callers, visible, contexts, votes } = this.#options;
    requirePerson(caller);
    await callers.requirePermission(caller, showcallerGateApprovePermission);
    const decision = await visible.find(decisionId, caller, attempt);
    requireEnforced(decision);
    requireSameSubject(decision, request.subjectHash);
    if (request.verdict === 'reject' && !request.comment?.trim()) {
      throw new Refusal(
        'comment-missing',
        'body.comment: say why you reject it; the requester will read it',
      );
    }
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const known = (await votes.list([decisionId])).get(decisionId) ?? [];
      const [context] = await contexts.load(
        [decision],
        [caller.ref, ...known.map(({ approver }) => approver)],
      );
      if (await this.#take({ context, request, caller, known })) {
        return decision;
      }
    }
    throw new ConflictError(
      'Many people vote on this at the same moment; try again.',
    );
  }

  /** False when somebody else voted since `known` was read: everything has to be looked at again. */
  async #take(options: {
    context: DecisionContext;
    request: ApprovalRequest;
    caller: Caller;
    known: StoredVote[];
  }): Promise<boolean> {
    const { context, request, caller, known } = options;
    const { decision } = context;
    const { requests, votes, expiryHours, listeners, audit, notices } =
      this.#options;
    const salt = await this.#options.salt();
    const now = this.#options.now();
    const fold = (given: StoredVote[]) =>
      foldApprovals({ context, votes: given, now, expiryHours, salt });

    requireOpen(fold(known), { context, caller, known, now });
    const objection = objectionTo(caller.ref, context, salt);
    if (objection) {
      throw new Refusal(
        objection.reason,
        tellObjection(objection, context.eligible),
      );
    }
    const vote: StoredVote = {
      id: ulid(now.getTime()),
      decisionId: decision.id,
      approver: caller.ref,
      verdict: request.verdict,
      comment: request.comment?.trim() || undefined,
      subjectHash: request.subjectHash,
      at: timestamp(now),
      expiresAt: voteExpiresAt(decision, now, expiryHours),
    };
    const after = fold([...known, vote]);
    if (!after) {
      throw new Error(`Decision ${decision.id} needs no approval`);
    }
    const given = after.votes.at(-1);
    if (given && !given.counts) {
      throw new Refusal('same-person', `${given.why}.`);
    }

    return this.#options.knex.transaction(async tx => {
      await requests.open(decision, votingEndsAt(decision, expiryHours), tx);
      const stored = await requests.lock(decision.id, tx);
      const meanwhile = (await votes.list([decision.id], tx)).get(decision.id);
      if ((meanwhile?.length ?? 0) !== known.length) {
        return false;
      }
      if (stored === 'superseded') {
        throw superseded();
      }
      if (stored === 'overridden') {
        throw new Refusal(
          'closed',
          'It was let through in an emergency; look at that override instead.',
        );
      }
      await votes.insert(vote, tx);
      if (after.state === 'approved' || after.state === 'rejected') {
        await requests.setState(decision.id, after.state, tx);
        await notices.decided({ decision, context, state: after, vote }, tx);
      } else {
        await requests.setState(decision.id, 'open', tx);
      }
      for (const listener of listeners) {
        await listener.onApprovalChanged(decision.id, tx);
      }
      await audit.append(
        {
          actor: caller.ref,
          action:
            vote.verdict === 'approve' ? 'gate.approved' : 'gate.rejected',
          subject: `decision:${decision.id}`,
          entityRef: decision.entityRef,
          data: {
            vote: vote.id,
            subjectHash: vote.subjectHash,
            required: after.required,
            have: after.have,
            state: after.state,
            expiresAt: vote.expiresAt,
            authorsKnown: context.authors.length > 0,
          },
          texts: { comment: vote.comment },
        },
        tx,
      );
      return true;
    });
  }
}

/** Throws unless it can be voted on now. */
function requireOpen(
  state: ApprovalState | undefined,
  options: {
    context: DecisionContext;
    caller: Caller;
    known: StoredVote[];
    now: Date;
  },
): void {
  const { context, caller, known, now } = options;
  if (!state) {
    throw new Refusal(
      'nothing-to-decide',
      'This decision needs no approval, and none would change it.',
    );
  }
  if (
    known.some(
      ({ approver }) => approver.toLowerCase() === caller.ref.toLowerCase(),
    )
  ) {
    throw new Refusal(
      'voted-already',
      'You said your word on this already; it cannot be changed.',
    );
  }
  requireUsable(context, now);
  if (state.state === 'expired') {
    throw expired(state.expiresAt ?? timestamp(now));
  }
  if (state.state !== 'open') {
    throw new Refusal('closed', `${state.explanation} It is done.`);
  }
}
