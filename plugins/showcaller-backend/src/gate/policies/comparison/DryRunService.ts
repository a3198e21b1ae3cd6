import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type {
  GateDecision,
  PolicyComparison,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { CompiledPolicy, PolicyFacts } from '@showcaller/engine/policy';
import type { Knex } from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AuditAppender } from '../../../audit/types';
import type { OutcomesOf } from '../../evaluations/LastGood';
import { ComparisonTally } from './ComparisonTally';
import type { DatabaseDryRunStore } from './DatabaseDryRunStore';
import { decideOtherwise } from './decideOtherwise';

const DAY_MS = 24 * 3_600_000;
const PAGE = 200;
/** The loop gets its turn after so many evaluations. */
const AT_ONCE = 20;
/** Who reported nothing for so long has died. */
const DEAD_AFTER_MS = 60_000;

/** Decisions of the past with what they were decided on. */
export interface PastDecisions {
  page(options: {
    from: string;
    to: string;
    after?: { decidedAt: string; id: string };
    limit: number;
  }): Promise<GateDecision[]>;
  getFactsOf(ids: string[]): Promise<Map<string, PolicyFacts>>;
}

/** Whether a bundle was tried on the past. */
export interface DryRunReader {
  isFinished(hash: string): Promise<boolean>;
}

interface DryRunServiceOptions {
  knex: Knex;
  store: DatabaseDryRunStore;
  past: PastDecisions;
  outcomesOf: OutcomesOf;
  audit: AuditAppender;
  logger: LoggerService;
  now: () => Date;
}

/** Tries a bundle on what was decided in the last days. It decides nothing, and tells nobody. */
export class DryRunService implements DryRunReader {
  readonly #options: DryRunServiceOptions;
  readonly #running = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();

  static create(options: DryRunServiceOptions): DryRunService {
    return new DryRunService(options);
  }

  private constructor(options: DryRunServiceOptions) {
    this.#options = options;
  }

  async isFinished(hash: string): Promise<boolean> {
    return (await this.get(hash))?.state === 'finished';
  }

  /** A run whose process died is told as failed. */
  async get(hash: string): Promise<PolicyComparison | undefined> {
    const { store, now } = this.#options;
    const found = await store.get(hash);
    if (!found) {
      return undefined;
    }
    const { comparison, aliveAt } = found;
    const silent = now().getTime() - Date.parse(aliveAt);
    return comparison.state === 'running' && silent > DEAD_AFTER_MS
      ? {
          ...comparison,
          state: 'failed',
          progress: undefined,
          error: 'The process that ran it has ended; start it again.',
        }
      : comparison;
  }

  async start(options: {
    hash: string;
    policy: CompiledPolicy;
    activeHash: string;
    days: number;
    by: string;
  }): Promise<void> {
    const { knex, store, audit, now } = this.#options;
    const { hash, activeHash, days, by, policy } = options;
    if ((await this.get(hash))?.state === 'running') {
      throw new ConflictError('A dry run of this bundle is going on already.');
    }
    const to = now();
    const from = new Date(to.getTime() - days * DAY_MS);
    await knex.transaction(async tx => {
      await store.begin({ hash, activeHash, from, to, by }, { now: to, tx });
      await audit.append(
        {
          actor: by,
          action: 'policy.dry-run-started',
          subject: `bundle:${hash}`,
          data: { days, active: activeHash },
        },
        tx,
      );
    });
    this.#running.set(
      hash,
      this.#run({ hash, policy, from, to }).finally(() =>
        this.#running.delete(hash),
      ),
    );
  }

  /** Waits for what is going on. */
  async settled(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  /** Ends what is going on early, and waits for that. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.settled();
  }

  async #run(run: {
    hash: string;
    policy: CompiledPolicy;
    from: Date;
    to: Date;
  }): Promise<void> {
    const { store, logger, now } = this.#options;
    try {
      const tally = ComparisonTally.create();
      await this.#compare(run, tally);
      await store.report(
        run.hash,
        { state: 'finished', progress: 1, counts: tally.counts() },
        now(),
      );
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      logger.warn(`The dry run of ${run.hash} failed: ${reason}`);
      await store
        .report(
          run.hash,
          { state: 'failed', progress: 0, error: reason },
          now(),
        )
        .catch(() => undefined);
    }
  }

  async #compare(
    run: { hash: string; policy: CompiledPolicy; from: Date; to: Date },
    tally: ComparisonTally,
  ): Promise<void> {
    const { past, outcomesOf, store, now } = this.#options;
    const from = run.from.toISOString();
    const to = run.to.toISOString();
    let after: { decidedAt: string; id: string } | undefined;
    for (;;) {
      if (this.#stopping.signal.aborted) {
        throw new Error('The backend shut down; start it again.');
      }
      const decisions = await past.page({ from, to, after, limit: PAGE });
      if (decisions.length === 0) {
        return;
      }
      const facts = await past.getFactsOf(decisions.map(({ id }) => id));
      const outcomes = await outcomesOf(
        decisions.flatMap(({ deploymentId }) => deploymentId ?? []),
      );
      for (const [index, decision] of decisions.entries()) {
        const known = facts.get(decision.id);
        if (known && Object.keys(known).length > 0) {
          tally.add(
            decideOtherwise({ decision, facts: known, policy: run.policy }),
            outcomes.get(decision.deploymentId ?? ''),
          );
        } else {
          tally.skip();
        }
        if (index % AT_ONCE === AT_ONCE - 1) {
          await nextTurn();
        }
      }
      const { decidedAt, id } = decisions[decisions.length - 1];
      after = { decidedAt, id };
      const done = Date.parse(decidedAt) - run.from.getTime();
      const progress = done / (run.to.getTime() - run.from.getTime());
      await store.report(run.hash, { progress }, now());
    }
  }
}
