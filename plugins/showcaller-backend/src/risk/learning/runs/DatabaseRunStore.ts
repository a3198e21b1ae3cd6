import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  ModelRung,
  TrainingRun,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { ulid } from 'ulid';
import type { AuditAppender } from '../../../audit';
import { timestamp } from '../../../database/timestamp';
import { type RunRow, toRun } from './runRow';

const TABLE = 'risk_training_run';
const LEASE_MS = 30_000;
/** A run that killed its process is not tried for ever. */
const MAX_ATTEMPTS = 2;

/** How far a run is. */
export interface RunProgress {
  stage: string;
  /** 0-1 */
  progress: number;
  etaSeconds?: number;
  rows?: number;
  positives?: number;
}

/** How a run ended. */
export interface RunEnd {
  status: 'succeeded' | 'failed' | 'cancelled';
  /** What came of it, in words. */
  outcome: string;
  modelHash?: string;
}

/**
 * Trainings, of which at most one waits or runs over all replicas. The one that runs has a lease; when the process that
 * holds it is gone, another one takes the run over, and after the second time it is failed.
 */
export class DatabaseRunStore {
  readonly #knex: Knex;
  readonly #audit: AuditAppender;
  readonly #now: () => Date;

  static create(options: {
    knex: Knex;
    audit: AuditAppender;
    now: () => Date;
  }): DatabaseRunStore {
    return new DatabaseRunStore(options);
  }

  private constructor(options: {
    knex: Knex;
    audit: AuditAppender;
    now: () => Date;
  }) {
    this.#knex = options.knex;
    this.#audit = options.audit;
    this.#now = options.now;
  }

  /** Queues a run, or answers the one that waits or runs already. */
  async request(wish: {
    trigger: TrainingRun['trigger'];
    requestedBy?: string;
    rung: ModelRung;
    labelSource: 'deployments' | 'changes';
  }): Promise<{ run: TrainingRun; created: boolean }> {
    const id = ulid();
    await this.#knex.transaction(async tx => {
      const queued = await tx<RunRow>(TABLE)
        .insert({
          id,
          status: 'queued',
          trigger: wish.trigger,
          requested_by: wish.requestedBy ?? null,
          rung: wish.rung,
          label_source: wish.labelSource,
          stage: 'waits for its turn',
          progress: 0,
          queued_at: timestamp(this.#now()),
          attempts: 0,
          cancel_requested: false,
          open: 'open',
        })
        .onConflict('open')
        .ignore()
        .returning('id');
      if (queued.length > 0) {
        await this.#audit.append(
          {
            actor: wish.requestedBy ?? 'showcaller',
            action: 'model.training-requested',
            subject: `training:${id}`,
            data: { trigger: wish.trigger, rung: wish.rung },
          },
          tx,
        );
      }
    });
    const run = (await this.getOpen()) ?? (await this.get(id));
    return { run, created: run.id === id };
  }

  /** Takes the run that waits, or one whose process is gone; undefined when there is nothing to do. */
  async claim(holder: string): Promise<TrainingRun | undefined> {
    const now = this.#now();
    await this.#freeAbandoned(now);
    const claimed = await this.#knex<RunRow>(TABLE)
      .where({ open: 'open', status: 'queued' })
      .update({
        status: 'running',
        leased_by: holder,
        leased_until: this.#leaseEnd(now),
        attempts: this.#knex.raw('attempts + 1'),
        started_at: timestamp(now),
        stage: 'starting',
        progress: 0,
        eta_seconds: null,
      });
    return claimed === 1 ? this.getOpen() : undefined;
  }

  /** Notes the progress and keeps the lease. */
  async report(
    id: string,
    holder: string,
    progress?: RunProgress,
  ): Promise<'go on' | 'cancel' | 'lost'> {
    const kept = await this.#held(id, holder).update({
      leased_until: this.#leaseEnd(this.#now()),
      ...(progress && {
        stage: progress.stage,
        progress: progress.progress,
        eta_seconds: progress.etaSeconds ?? null,
        ...(progress.rows !== undefined && { rows: progress.rows }),
        ...(progress.positives !== undefined && {
          positives: progress.positives,
        }),
      }),
    });
    if (kept !== 1) {
      return 'lost';
    }
    const row = await this.#knex<RunRow>(TABLE)
      .where({ id })
      .first('cancel_requested');
    return row?.cancel_requested ? 'cancel' : 'go on';
  }

  /** False when the run was taken away meanwhile. */
  async finish(id: string, holder: string, end: RunEnd): Promise<boolean> {
    const finished = await this.#held(id, holder).update({
      ...this.#ended(end.status, end.outcome),
      model_hash: end.modelHash ?? null,
    });
    return finished === 1;
  }

  /**
   * Cancels a run: at once when it waits, else when the process at work hears of it.
   *
   * @throws NotFoundError, and ConflictError when it is over
   */
  async cancel(id: string, by: string): Promise<TrainingRun> {
    const run = await this.get(id);
    await this.#knex.transaction(async tx => {
      const waiting = await tx<RunRow>(TABLE)
        .where({ id, status: 'queued' })
        .update(this.#ended('cancelled', `Cancelled by ${by} before it began`));
      const asked =
        waiting === 1 ||
        (await tx<RunRow>(TABLE)
          .where({ id, status: 'running' })
          .update({ cancel_requested: true, stage: 'is being cancelled' })) ===
          1;
      if (!asked) {
        throw new ConflictError(
          `Training ${id} is over (${run.status}); there is nothing to cancel.`,
        );
      }
      await this.#audit.append(
        {
          actor: by,
          action: 'model.training-cancelled',
          subject: `training:${id}`,
        },
        tx,
      );
    });
    return this.get(id);
  }

  /** Puts a run back into the queue, for whoever comes next. */
  async release(id: string, holder: string): Promise<void> {
    await this.#held(id, holder).update({
      status: 'queued',
      stage: 'waits for its turn',
      attempts: this.#knex.raw('attempts - 1'),
      leased_by: null,
      leased_until: null,
    });
  }

  /** Frees what a process that was killed had claimed. Only where no other process can be at work. */
  async releaseAll(): Promise<void> {
    await this.#knex<RunRow>(TABLE)
      .where({ status: 'running' })
      .update({ leased_until: timestamp(0) });
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<TrainingRun> {
    const row = await this.#knex<RunRow>(TABLE).where({ id }).first();
    if (!row) {
      throw new NotFoundError(`There is no training ${id}.`);
    }
    return toRun(row);
  }

  /** The run that waits or runs. */
  async getOpen(): Promise<TrainingRun | undefined> {
    const row = await this.#knex<RunRow>(TABLE).where({ open: 'open' }).first();
    return row && toRun(row);
  }

  /** Newest first. */
  async list(limit: number): Promise<TrainingRun[]> {
    const rows = await this.#knex<RunRow>(TABLE)
      .orderBy([
        { column: 'queued_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    return rows.map(toRun);
  }

  async #freeAbandoned(now: Date): Promise<void> {
    const abandoned = () =>
      this.#knex<RunRow>(TABLE)
        .where({ open: 'open', status: 'running' })
        .where('leased_until', '<', timestamp(now));
    await abandoned()
      .where('cancel_requested', true)
      .update(this.#ended('cancelled', 'Cancelled'));
    await abandoned()
      .where('attempts', '>=', MAX_ATTEMPTS)
      .update(
        this.#ended(
          'failed',
          `The process that trained it ended, ${MAX_ATTEMPTS} times; the serving model stays`,
        ),
      );
    await abandoned().update({
      status: 'queued',
      stage: 'waits again: the process that trained it ended',
      leased_by: null,
      leased_until: null,
    });
  }

  #ended(status: RunEnd['status'], outcome: string) {
    return {
      status,
      outcome,
      finished_at: timestamp(this.#now()),
      eta_seconds: null,
      leased_by: null,
      leased_until: null,
      open: null,
      ...(status === 'succeeded' && { progress: 1, stage: 'done' }),
    };
  }

  #held(id: string, holder: string) {
    return this.#knex<RunRow>(TABLE).where({
      id,
      leased_by: holder,
      status: 'running',
    });
  }

  #leaseEnd(now: Date): string {
    return timestamp(now.getTime() + LEASE_MS);
  }
}
