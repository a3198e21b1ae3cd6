import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { GateDecision } from '@showcaller/backstage-plugin-showcaller-common';
import type { DecisionReader } from '../types';
import type { DatabaseNoticeStore } from './notices/DatabaseNoticeStore';
import type { OverdueWatch } from './overrides/OverdueWatch';
import type { DatabaseRequestStore } from './voting/DatabaseRequestStore';
import type { StoredApprovalBook } from './voting/StoredApprovalBook';

const AT_ONCE = 200;
const DAY_MS = 24 * 60 * 60 * 1000;
const NOTICES_KEPT_DAYS = 90;

interface SweepOptions {
  scheduler?: SchedulerService;
  requests: DatabaseRequestStore;
  book: StoredApprovalBook;
  decisions: Pick<DecisionReader, 'get'>;
  overdue: OverdueWatch;
  notices: DatabaseNoticeStore;
  now: () => Date;
}

/** Looks once a minute, on one replica, at what nobody's click tells: time that passed, and people who left. */
export class ApprovalSweep {
  readonly #options: SweepOptions;

  static create(options: SweepOptions): ApprovalSweep {
    return new ApprovalSweep(options);
  }

  private constructor(options: SweepOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    await this.#options.scheduler?.scheduleTask({
      id: 'showcaller-gate-approvals',
      scope: 'global',
      frequency: { minutes: 1 },
      timeout: { minutes: 5 },
      initialDelay: { seconds: 20 },
      fn: () => this.look(),
    });
  }

  async look(): Promise<void> {
    const { overdue, notices, now } = this.#options;
    await overdue.look();
    await this.#reopen();
    await notices.deleteSentBefore(
      new Date(now().getTime() - NOTICES_KEPT_DAYS * DAY_MS),
    );
  }

  /** Approvals of people who may no longer approve: the decision waits again, and is in the inbox again. */
  async #reopen(): Promise<void> {
    const { requests, book, decisions, now } = this.#options;
    const approved = await requests.list({
      state: 'approved',
      now: now(),
      limit: AT_ONCE,
    });
    const found: GateDecision[] = [];
    for (const { decisionId } of approved) {
      const decision = await decisions.get(decisionId);
      found.push(...(decision ? [decision] : []));
    }
    for (const [id, { state }] of await book.statesOf(found)) {
      if (state === 'open' || state === 'superseded') {
        await requests.setStateNow(id, { from: 'approved', to: state });
      }
    }
  }
}
