import type { LoggerService } from '@backstage/backend-plugin-api';
import { randomUUID } from 'node:crypto';
import type { DatabaseChangeFactsStore } from './DatabaseChangeFactsStore';
import type {
  DatabaseCheckpointStore,
  StoredCheckpoint,
} from './DatabaseCheckpointStore';
import type { DatabaseImportStore } from './DatabaseImportStore';
import type { GitLocations, GitMirrors, GitRepository } from './git';
import type { HistoryWorkers } from './HistoryWorkers';
import { saltId } from './identitySalt';
import { ImportProgressMeter } from './ImportProgressMeter';
import type { HistoryRun } from './measures/importHistory';
import { planRun, type PlannedRun } from './planRuns';

const PROGRESS_MS = 1_000;

/** What a run of the importer came to. */
export type ImportOutcome = 'done' | 'failed' | 'held-elsewhere';

export interface ImportTask {
  repository: string;
  location: string;
  /** Revisions outside of the default branch that somebody asked for. */
  revisions: string[];
  /** Called whenever new facts were stored. */
  onStored(): void;
  signal: AbortSignal;
}

interface ImporterOptions {
  facts: DatabaseChangeFactsStore;
  checkpoints: DatabaseCheckpointStore;
  imports: DatabaseImportStore;
  locations: GitLocations;
  mirrors: GitMirrors;
  workers: HistoryWorkers;
  salt: () => Promise<string>;
  logger: LoggerService;
  now: () => Date;
}

/**
 * Brings the facts of one repository up to its head: claims it, opens it, and runs the worker until nothing is left.
 * Facts are stored before the checkpoint that includes them, so a crash at any point repeats work and loses none.
 */
export class HistoryImporter {
  readonly #options: ImporterOptions;
  readonly #holder = randomUUID();

  static create(options: ImporterOptions): HistoryImporter {
    return new HistoryImporter(options);
  }

  private constructor(options: ImporterOptions) {
    this.#options = options;
  }

  /** Never throws: a failure is noted on the import. */
  async import(task: ImportTask): Promise<ImportOutcome> {
    const { imports, now, logger } = this.#options;
    const { repository, location, signal } = task;
    const holder = `${this.#holder}/${randomUUID()}`;
    const claimed = await imports.claim({
      repository,
      location,
      holder,
      now: now(),
    });
    if (!claimed) {
      return 'held-elsewhere';
    }
    const lost = new AbortController();
    const keepAlive = setInterval(() => {
      imports.progress({ repository, holder, now: now() }).then(
        kept => kept || lost.abort(new Error('Another replica took over')),
        error =>
          logger.warn(`The lease of ${repository} was not renewed`, error),
      );
    }, PROGRESS_MS * 10);
    try {
      const headSha = await this.#bringUp(
        { ...task, signal: AbortSignal.any([signal, lost.signal]) },
        holder,
      );
      await imports.finish({ repository, holder, now: now(), headSha });
      return 'done';
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (signal.aborted) {
        // Shutting down: the next start goes on from the last checkpoint.
        await imports.release({ repository, holder });
        return 'failed';
      }
      logger.warn(
        `The git history of ${repository} was not imported: ${message}`,
      );
      await imports.finish({ repository, holder, now: now(), error: message });
      return 'failed';
    } finally {
      clearInterval(keepAlive);
    }
  }

  async #bringUp(
    task: ImportTask,
    holder: string,
  ): Promise<string | undefined> {
    const { locations, mirrors, checkpoints, facts, logger } = this.#options;
    const location = await locations.locate(task.location);
    const repository = await mirrors.openFresh(location);
    const head = await repository.head();
    if (!head) {
      return undefined;
    }
    const salt = await this.#options.salt();
    for (;;) {
      const plan = await planRun({
        checkpoint: await checkpoints.get(task.repository),
        head,
        saltId: saltId(salt),
        repository,
      });
      if (!plan) {
        break;
      }
      const started = Date.now();
      const commits = await this.#run({ task, holder, plan, repository, salt });
      if (plan.target === head) {
        await facts.deleteOlderThan({
          repository: task.repository,
          generation: plan.generation,
        });
      }
      logger.info(
        `Imported ${commits} commits of ${task.repository} in ${
          (Date.now() - started) / 1000
        } s`,
      );
    }
    await this.#addRevisions({ task, holder, head, repository, salt });
    return head;
  }

  /** Commits of branches: measured from the default branch's state, which they do not change. */
  async #addRevisions(options: {
    task: ImportTask;
    holder: string;
    head: string;
    repository: GitRepository;
    salt: string;
  }): Promise<void> {
    const { task, head, repository } = options;
    for (const revision of task.revisions) {
      const known = await this.#options.facts.getFacts(
        task.repository,
        revision,
      );
      const checkpoint = await this.#options.checkpoints.get(task.repository);
      if (!known && checkpoint && (await repository.has(revision))) {
        await this.#run({
          ...options,
          plan: {
            generation: checkpoint.generation,
            base: head,
            target: revision,
            skip: 0,
            commitsBefore: checkpoint.commits,
            state: checkpoint.state,
          },
          aside: true,
        });
      }
    }
  }

  /** One run of the worker; returns how many commits it read. `aside` runs leave checkpoint and progress alone. */
  async #run(options: {
    task: ImportTask;
    holder: string;
    plan: PlannedRun;
    repository: GitRepository;
    salt: string;
    aside?: boolean;
  }): Promise<number> {
    const { task, holder, plan, repository, salt, aside = false } = options;
    const { facts, checkpoints, imports, workers, now } = this.#options;
    const key = { repository: task.repository, generation: plan.generation };
    const meter = ImportProgressMeter.create({
      commitsBefore: plan.commitsBefore,
      now,
    });
    let writtenAt = 0;
    const report = async (always: boolean) => {
      if (!aside && (always || Date.now() - writtenAt > PROGRESS_MS)) {
        writtenAt = Date.now();
        await imports.progress({
          repository: task.repository,
          holder,
          now: now(),
          progress: meter.read(),
        });
      }
    };
    const run: HistoryRun = {
      gitDir: repository.gitDir,
      repository: task.repository,
      base: plan.base,
      target: plan.target,
      skip: plan.skip,
      state: plan.state,
      salt,
      checkpoints: !aside,
    };
    let commits = 0;
    await workers.run(
      run,
      {
        onTotal: async total => {
          meter.begin(total - plan.skip);
          await report(true);
        },
        onCommits: async measured => {
          await facts.put(key, measured);
          commits += measured.length;
          meter.add(measured.length);
          await report(false);
        },
        onCheckpoint: async ({ done, complete, state }) => {
          const checkpoint: StoredCheckpoint = {
            ...key,
            saltId: saltId(salt),
            base: plan.base,
            target: plan.target,
            done,
            commits: plan.commitsBefore + done - plan.skip,
            complete,
            state,
          };
          await checkpoints.put(checkpoint, now());
          await report(complete);
          task.onStored();
        },
      },
      task.signal,
    );
    if (aside && commits > 0) {
      task.onStored();
    }
    return commits;
  }
}
