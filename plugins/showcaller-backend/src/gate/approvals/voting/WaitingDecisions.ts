import type { GateDecision } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import type { DecisionObserver } from '../../types';
import type { NoticeBook } from '../notices/NoticeBook';
import type { DatabaseRequestStore } from './DatabaseRequestStore';
import { votingEndsAt } from './foldApprovals';

/** Hears of every decision, and keeps those that wait for people. What holds nothing back waits for nobody. */
export class WaitingDecisions implements DecisionObserver {
  readonly #requests: DatabaseRequestStore;
  readonly #notices: NoticeBook;
  readonly #expiryHours: number;

  static create(options: {
    requests: DatabaseRequestStore;
    notices: NoticeBook;
    expiryHours: number;
  }): WaitingDecisions {
    return new WaitingDecisions(options);
  }

  private constructor(options: {
    requests: DatabaseRequestStore;
    notices: NoticeBook;
    expiryHours: number;
  }) {
    this.#requests = options.requests;
    this.#notices = options.notices;
    this.#expiryHours = options.expiryHours;
  }

  async onDecision(
    decision: GateDecision,
    { tx }: { tx: Knex.Transaction },
  ): Promise<void> {
    if (decision.mode !== 'enforced') {
      return;
    }
    await this.#requests.supersede(decision, tx);
    if (decision.approvals) {
      const expiresAt = votingEndsAt(decision, this.#expiryHours);
      await this.#requests.open(decision, expiresAt, tx);
      await this.#notices.waiting(decision, expiresAt, tx);
    }
  }
}
