import type { LoggerService } from '@backstage/backend-plugin-api';
import type { AuditVerification } from '@showcaller/backstage-plugin-showcaller-common';
import type { AuditAlerts } from '../AuditAlerts';
import type { DatabaseVerificationStore } from './DatabaseVerificationStore';
import type { LogVerifier } from './LogVerifier';
import type { LogCheck } from './types';

/** How often the progress is written down. */
const PROGRESS_MS = 1000;

/** Checks the whole log in the background, one check at a time over all replicas, and tells when it is broken. */
export class VerificationService {
  readonly #verifier: LogVerifier;
  readonly #store: DatabaseVerificationStore;
  readonly #alerts: AuditAlerts;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  readonly #checksOutside: boolean;
  #running: Promise<void> = Promise.resolve();

  static create(options: {
    verifier: LogVerifier;
    store: DatabaseVerificationStore;
    alerts: AuditAlerts;
    logger: LoggerService;
    now: () => Date;
    /** Whether there are checkpoints outside the database. */
    checksOutside: boolean;
  }): VerificationService {
    return new VerificationService(options);
  }

  private constructor(
    options: Parameters<typeof VerificationService.create>[0],
  ) {
    this.#verifier = options.verifier;
    this.#store = options.store;
    this.#alerts = options.alerts;
    this.#logger = options.logger;
    this.#now = options.now;
    this.#checksOutside = options.checksOutside;
  }

  async latest(): Promise<AuditVerification | undefined> {
    return this.#store.latest();
  }

  /** Begins one, unless one is running, and answers how it stands. */
  async start(): Promise<AuditVerification> {
    const id = await this.#store.begin();
    if (id !== undefined) {
      this.#running = this.#run(id);
    }
    const latest = await this.#store.latest();
    if (!latest) {
      throw new Error('A verification was begun and is not there');
    }
    return latest;
  }

  /** Begins one, unless one is running here or elsewhere, and waits for its end. */
  async run(): Promise<void> {
    await this.start();
    await this.#running;
  }

  /** Waits for the one that runs here. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #run(id: string): Promise<void> {
    try {
      let told = this.#now().getTime();
      const check = await this.#verifier.verify(async (entries, total) => {
        const now = this.#now().getTime();
        if (now - told >= PROGRESS_MS) {
          told = now;
          await this.#store.progress(id, entries, total);
        }
      });
      const explanation = this.#explain(check);
      await this.#store.finish(id, {
        ...check,
        state: check.fault ? 'broken' : 'ok',
        explanation,
      });
      if (check.fault) {
        await this.#alerts.tell('The audit log is broken', explanation);
      } else {
        this.#alerts.clear();
      }
    } catch (error) {
      this.#logger.error(
        'The audit log could not be checked; it is tried again on schedule',
        error instanceof Error ? error : { error: String(error) },
      );
      await this.#store.abandon(id).catch(() => undefined);
    }
  }

  #explain({ entries, checkpoints, fault }: LogCheck): string {
    if (fault) {
      return fault.seq > 0
        ? `The log is not what it was from entry ${fault.seq} on: ${fault.reason}.`
        : `The log cannot be relied on: ${fault.reason}.`;
    }
    const all = `All ${entries} entries are what they were when they were written`;
    if (!this.#checksOutside) {
      return `${all}, as far as the database alone can tell: no checkpoints are written outside it.`;
    }
    return checkpoints === 0
      ? `${all}, as far as the database alone can tell: there is no checkpoint yet.`
      : `${all}; ${checkpoints} signed ${
          checkpoints === 1 ? 'checkpoint confirms' : 'checkpoints confirm'
        } them.`;
  }
}
