import type {
  ApprovalState,
  EnvironmentTier,
  GateDecision,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import type { StoredOverride } from '../overrides/DatabaseOverrideStore';
import type { StoredVote } from '../voting/DatabaseVoteStore';
import type { DecisionContext } from '../voting/DecisionContext';
import type {
  DatabaseNoticeStore,
  Notice,
  NoticeDetail,
} from './DatabaseNoticeStore';

const SEVERITY: Record<EnvironmentTier, NoticeDetail['severity']> = {
  production: 'high',
  staging: 'normal',
  test: 'low',
  development: 'low',
};

/** Notes who is to be told what, in the transaction of what it is about: it is sent once that is committed. */
export class NoticeBook {
  readonly #store: DatabaseNoticeStore;
  readonly #now: () => Date;
  readonly #onAdded: () => void;

  static create(options: {
    store: DatabaseNoticeStore;
    now: () => Date;
    /** Called after the commit. */
    onAdded: () => void;
  }): NoticeBook {
    return new NoticeBook(options);
  }

  private constructor(options: {
    store: DatabaseNoticeStore;
    now: () => Date;
    onAdded: () => void;
  }) {
    this.#store = options.store;
    this.#now = options.now;
    this.#onAdded = options.onAdded;
  }

  /** Something began to wait: for those who may approve it. */
  async waiting(
    decision: GateDecision,
    expiresAt: string,
    tx: Knex.Transaction,
  ): Promise<void> {
    const { entityRef, environment, explanation, approvals } = decision;
    await this.#add(
      {
        kind: 'waiting',
        decisionId: decision.id,
        detail: {
          title: `${nameOf(
            entityRef,
          )} waits for your approval in ${environment}`,
          description: `${explanation} You may approve it until ${expiresAt}.`,
          severity: SEVERITY[decision.tier],
          entityRef,
          to: 'eligible',
          role: approvals?.role,
        },
      },
      tx,
    );
  }

  /** It was approved or rejected: for who asked. */
  async decided(
    facts: {
      decision: GateDecision;
      context: DecisionContext;
      state: ApprovalState;
      vote: StoredVote;
    },
    tx: Knex.Transaction,
  ): Promise<void> {
    const { decision, context, state, vote } = facts;
    if (context.requester === undefined) {
      return;
    }
    const said = state.state === 'approved' ? 'approved' : 'rejected';
    const comment = vote.comment ? ` “${vote.comment}”` : '';
    await this.#add(
      {
        kind: 'decided',
        decisionId: decision.id,
        detail: {
          title: `${nameOf(decision.entityRef)} was ${said} for ${
            decision.environment
          }`,
          description: `${state.explanation}${comment}`,
          severity: SEVERITY[decision.tier],
          entityRef: decision.entityRef,
          to: 'person',
          person: context.requester,
        },
      },
      tx,
    );
  }

  /** Somebody broke the glass: for owners and platform, one of whom is to be the second person. */
  async overridden(
    override: StoredOverride,
    tx: Knex.Transaction,
  ): Promise<void> {
    await this.#add(
      aboutOverride(override, 'override', {
        title: `${nameOf(
          override.entityRef,
        )} was let through in an emergency (${override.environment})`,
        description: `${override.by} overrode the gate because of incident ${override.incidentId}: “${override.reason}” A second person has to look at it until ${override.confirmBy}.`,
        severity: override.tier === 'production' ? 'critical' : 'high',
        to: 'owners',
        person: override.by,
      }),
      tx,
    );
  }

  /** The second person said their word: for who broke the glass. */
  async reviewed(
    override: StoredOverride,
    tx: Knex.Transaction,
  ): Promise<void> {
    const objected = override.state === 'objected';
    const comment = override.comment ? ` “${override.comment}”` : '';
    await this.#add(
      aboutOverride(override, 'override-reviewed', {
        title: `Your override for ${nameOf(override.entityRef)} was ${
          objected ? 'objected to' : 'confirmed'
        }`,
        description: `By ${override.confirmedBy}.${comment}`,
        severity: objected ? 'high' : 'normal',
        to: 'person',
        person: override.by,
      }),
      tx,
    );
  }

  async overdue(override: StoredOverride, tx: Knex.Transaction): Promise<void> {
    await this.#add(
      aboutOverride(override, 'override-overdue', {
        title: `Nobody has looked at an override for ${nameOf(
          override.entityRef,
        )}`,
        description: `${override.by} overrode the gate at ${override.at} because of incident ${override.incidentId}; a second person had to look at it until ${override.confirmBy}.`,
        severity: override.tier === 'production' ? 'critical' : 'high',
        to: 'owners',
      }),
      tx,
    );
  }

  async #add(notice: Notice, tx: Knex.Transaction): Promise<void> {
    await this.#store.add(notice, this.#now(), tx);
    // What is rolled back was never noted; who rolls back hears of it elsewhere.
    tx.executionPromise.then(this.#onAdded, () => undefined);
  }
}

function aboutOverride(
  override: StoredOverride,
  kind: Notice['kind'],
  detail: Omit<NoticeDetail, 'entityRef'>,
): Notice {
  const { decisionId, entityRef } = override;
  return { kind, decisionId, detail: { ...detail, entityRef } };
}

function nameOf(entityRef: string): string {
  return entityRef.slice(entityRef.indexOf('/') + 1);
}
