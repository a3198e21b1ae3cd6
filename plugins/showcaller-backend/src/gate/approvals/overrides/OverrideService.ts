import {
  type GateDecision,
  type OverrideConfirmationRequest,
  type OverrideRequest,
  showcallerGateOverridePermission,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { ulid } from 'ulid';
import type { AuditAppender } from '../../../audit/types';
import { timestamp } from '../../../database/timestamp';
import type { ApprovalBook, ApprovalListener } from '../../types';
import type { NoticeBook } from '../notices/NoticeBook';
import { type Caller, type Callers, requirePerson } from '../people/Callers';
import { Refusal } from '../refusals';
import type { Attempt } from '../RefusalRecorder';
import type { IncidentLookup } from '../types';
import type { VisibleDecisions } from '../VisibleDecisions';
import type { DatabaseRequestStore } from '../voting/DatabaseRequestStore';
import type { DecisionContexts } from '../voting/DecisionContext';
import {
  requireEnforced,
  requireSameSubject,
  requireUsable,
  superseded,
} from '../voting/usable';
import type {
  DatabaseOverrideStore,
  StoredOverride,
} from './DatabaseOverrideStore';
import { objectionToOverriding, objectionToReviewing } from './reviewers';

const HOUR_MS = 60 * 60 * 1000;

/** What overriding needs of its surroundings. */
export interface OverrideServiceOptions {
  knex: Knex;
  audit: AuditAppender;
  callers: Callers;
  visible: VisibleDecisions;
  contexts: DecisionContexts;
  requests: DatabaseRequestStore;
  overrides: DatabaseOverrideStore;
  approvals: Pick<ApprovalBook, 'stateOf'>;
  incidents: IncidentLookup;
  notices: NoticeBook;
  listeners: readonly ApprovalListener[];
  reviewHours: number;
  now: () => Date;
}

/**
 * Break-glass: lets through at once what the gate holds back, with a reason and an incident; a second person says
 * afterwards whether that was right.
 */
export class OverrideService {
  readonly #options: OverrideServiceOptions;

  static create(options: OverrideServiceOptions): OverrideService {
    return new OverrideService(options);
  }

  private constructor(options: OverrideServiceOptions) {
    this.#options = options;
  }

  async override(options: {
    decisionId: string;
    request: OverrideRequest;
    caller: Caller;
    attempt: Attempt;
  }): Promise<StoredOverride> {
    const { decisionId, request, caller, attempt } = options;
    const { visible, contexts, incidents, reviewHours } = this.#options;
    requirePerson(caller);
    const decision = await visible.find(decisionId, caller, attempt);
    const [context] = await contexts.load([decision], [caller.ref]);
    const objection = objectionToOverriding(caller.ref, {
      context,
      permitted: await this.#isPermitted(caller),
    });
    if (objection) {
      throw objection;
    }
    requireEnforced(decision);
    requireSameSubject(decision, request.subjectHash);
    const now = this.#options.now();
    requireUsable(context, now);
    await this.#requireHeldBack(decision);
    const override: StoredOverride = {
      id: ulid(now.getTime()),
      decisionId,
      entityRef: decision.entityRef,
      environment: decision.environment,
      tier: decision.tier,
      subjectHash: decision.subjectHash,
      reason: request.reason,
      incidentId: request.incidentId,
      incidentKnown: (await incidents.get(request.incidentId)) !== undefined,
      by: caller.ref,
      at: timestamp(now),
      confirmBy: timestamp(now.getTime() + reviewHours * HOUR_MS),
      state: 'unconfirmed',
    };
    await this.#store(override);
    return override;
  }

  async review(options: {
    overrideId: string;
    request: OverrideConfirmationRequest;
    caller: Caller;
    attempt: Attempt;
  }): Promise<StoredOverride> {
    const { overrideId, request, caller, attempt } = options;
    const { visible, overrides, contexts } = this.#options;
    requirePerson(caller);
    const now = this.#options.now();
    const override = await overrides.get(overrideId, now);
    const message = `There is no override ${overrideId}, or you may not see it.`;
    if (!override) {
      throw new Refusal('unknown-override', message);
    }
    attempt.entityRef = override.entityRef;
    if (!(await visible.canSee(override.entityRef, caller))) {
      throw new Refusal('hidden', message);
    }
    const decision = await visible.find(override.decisionId, caller, attempt);
    const [context] = await contexts.load(
      [decision],
      [caller.ref, override.by],
    );
    const objection = objectionToReviewing(caller.ref, {
      by: override.by,
      context,
      permitted: await this.#isPermitted(caller),
    });
    if (objection) {
      throw objection;
    }
    if (request.verdict === 'object' && !request.comment?.trim()) {
      throw new Refusal(
        'comment-missing',
        'body.comment: say what was wrong with it; others will read it',
      );
    }
    const reviewed: StoredOverride = {
      ...override,
      state: request.verdict === 'confirm' ? 'confirmed' : 'objected',
      confirmedBy: caller.ref,
      confirmedAt: timestamp(now),
      comment: request.comment?.trim() || undefined,
    };
    await this.#storeReview(reviewed, request.verdict);
    return reviewed;
  }

  async #store(override: StoredOverride): Promise<void> {
    const { knex, requests, overrides, notices, listeners, audit } =
      this.#options;
    await knex.transaction(async tx => {
      if ((await requests.lock(override.decisionId, tx)) === 'superseded') {
        throw superseded();
      }
      if (!(await overrides.insert(override, tx))) {
        throw new Refusal('closed', 'It was let through already.');
      }
      await requests.setState(override.decisionId, 'overridden', tx);
      await notices.overridden(override, tx);
      for (const listener of listeners) {
        await listener.onApprovalChanged(override.decisionId, tx);
      }
      const { id, decisionId, incidentId, incidentKnown } = override;
      await audit.append(
        {
          actor: override.by,
          action: 'gate.overridden',
          subject: `decision:${decisionId}`,
          entityRef: override.entityRef,
          data: {
            override: id,
            incidentId,
            incidentKnown: incidentKnown ?? false,
            subjectHash: override.subjectHash,
            confirmBy: override.confirmBy,
          },
          texts: { reason: override.reason },
        },
        tx,
      );
    });
  }

  async #storeReview(
    override: StoredOverride,
    verdict: OverrideConfirmationRequest['verdict'],
  ): Promise<void> {
    const { knex, requests, overrides, notices, listeners, audit } =
      this.#options;
    const { id, decisionId, confirmedBy = '', confirmedAt = '' } = override;
    await knex.transaction(async tx => {
      await requests.lock(decisionId, tx);
      const written = await overrides.confirm(
        {
          overrideId: id,
          verdict,
          comment: override.comment,
          by: confirmedBy,
          at: confirmedAt,
        },
        tx,
      );
      if (!written) {
        throw new Refusal(
          'closed',
          'A second person said their word on this already.',
        );
      }
      if (verdict === 'object') {
        await requests.setState(decisionId, 'open', tx);
      }
      await notices.reviewed(override, tx);
      for (const listener of listeners) {
        await listener.onApprovalChanged(decisionId, tx);
      }
      await audit.append(
        {
          actor: confirmedBy,
          action:
            verdict === 'confirm'
              ? 'gate.override-confirmed'
              : 'gate.override-objected',
          subject: `decision:${decisionId}`,
          entityRef: override.entityRef,
          data: { override: id, overriddenBy: override.by },
          texts: { comment: override.comment },
        },
        tx,
      );
    });
  }

  async #isPermitted(caller: Caller): Promise<boolean> {
    return this.#options.callers.isAllowed(
      caller,
      showcallerGateOverridePermission,
    );
  }

  /** Throws when it may start anyway. */
  async #requireHeldBack(decision: GateDecision): Promise<void> {
    const approval = await this.#options.approvals.stateOf(decision);
    if (decision.outcome === 'allow' || approval?.state === 'approved') {
      throw new Refusal(
        'nothing-to-decide',
        'The gate lets it through already; there is nothing to override.',
      );
    }
  }
}
