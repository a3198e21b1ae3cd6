import type { LoggerService } from '@backstage/backend-plugin-api';
import type { RunArtifactFile } from '@showcaller/backstage-plugin-showcaller-common';
import {
  isVendorError,
  type FinishedRun,
  type RunArtifact,
  type RunArtifactSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import { nextTry } from '../../platform/nextTry';
import type { ArtifactIntake } from './ArtifactIntake';
import type {
  DatabaseRunArtifactQueue,
  RunArtifactsClaim,
} from './queue/DatabaseRunArtifactQueue';
import type { TakingProgress } from './queue/types';
import type { ArtifactRule } from './rules/readArtifactRules';

/** Artifacts of a run that are read. */
const MAX_ARTIFACTS = 50;
const NAMES_TOLD = 10;

interface RunArtifactWorkerOptions {
  queue: DatabaseRunArtifactQueue;
  intake: Pick<ArtifactIntake, 'take'>;
  sources: RunArtifactSource[];
  rules: ArtifactRule[];
  /** Whether components own a repository. */
  isOwned: (repository: string) => boolean;
  logger: LoggerService;
  now: () => Date;
  /** 0 to below 1. */
  random: () => number;
}

/** The claim went to somebody else, who goes on. */
class LostClaim extends Error {
  override readonly name = 'LostClaim';
}

/**
 * Looks a finished run through: lists its artifacts, takes those that a rule wants, and notes what became of each file as soon
 * as it is through. Documents are recognised when they come again, so that a process that dies at any moment repeats nothing.
 */
export class RunArtifactWorker {
  readonly #options: RunArtifactWorkerOptions;

  static create(options: RunArtifactWorkerOptions): RunArtifactWorker {
    return new RunArtifactWorker(options);
  }

  private constructor(options: RunArtifactWorkerOptions) {
    this.#options = options;
  }

  async work(claim: RunArtifactsClaim, stopping: AbortSignal): Promise<void> {
    const { queue, sources, isOwned } = this.#options;
    const { row } = claim;
    const progress: TakingProgress = {
      files: JSON.parse(row.files),
      settled: JSON.parse(row.settled),
    };
    const source = sources.find(({ id }) => id === row.source);
    if (!source) {
      await queue.bury(
        claim,
        `No installed module reads artifacts of ${row.source} any more.`,
      );
      return;
    }
    if (!isOwned(row.repository)) {
      const reason = `No component of the catalog is of ${row.repository} any more.`;
      await queue.finish(claim, { progress, reason });
      return;
    }
    try {
      const reason = await this.#take({ claim, source, progress, stopping });
      await queue.finish(claim, { progress, reason });
    } catch (error) {
      if (stopping.aborted) {
        await queue.release(claim);
      } else if (!(error instanceof LostClaim)) {
        await this.#afterFailure(claim, error);
      }
    }
  }

  /** Answers why nothing was taken, when there was nothing to take. */
  async #take(options: {
    claim: RunArtifactsClaim;
    source: RunArtifactSource;
    progress: TakingProgress;
    stopping: AbortSignal;
  }): Promise<string | undefined> {
    const { claim, source, progress, stopping } = options;
    const run: FinishedRun = JSON.parse(claim.row.run);
    const listed = await source.list({ run, signal: stopping });
    const wanted = listed.flatMap(artifact => {
      const rules = this.#rulesOf(artifact);
      return rules.length > 0 ? [{ artifact, rules }] : [];
    });
    if (wanted.length === 0) {
      return nothingWanted(listed);
    }
    let failure: unknown;
    for (const { artifact, rules } of wanted.slice(0, MAX_ARTIFACTS)) {
      if (progress.settled.includes(artifact.id)) {
        continue;
      }
      stopping.throwIfAborted();
      try {
        await this.#takeOne({ ...options, run, artifact, rules });
      } catch (error) {
        if (endsIt(error, stopping)) {
          throw error;
        }
        // Another artifact may still be read; this one is tried again.
        failure ??= error;
      }
    }
    if (failure !== undefined) {
      throw failure;
    }
    return wanted.length > MAX_ARTIFACTS
      ? `${wanted.length} artifacts match; the first ${MAX_ARTIFACTS} were looked through.`
      : undefined;
  }

  async #takeOne(options: {
    claim: RunArtifactsClaim;
    source: RunArtifactSource;
    progress: TakingProgress;
    stopping: AbortSignal;
    run: FinishedRun;
    artifact: RunArtifact;
    rules: ArtifactRule[];
  }): Promise<void> {
    const { intake } = this.#options;
    const { claim, source, progress, stopping, run, artifact, rules } = options;
    const onFile = async (file: RunArtifactFile) => {
      note(progress, file);
      await this.#keep(claim, progress);
    };
    await this.#keep(claim, progress);
    if (artifact.expired) {
      note(progress, {
        artifact: artifact.name,
        status: 'refused',
        reason: 'The artifact has expired: its content was deleted',
      });
    } else {
      const request = { run, artifact, rules, source, signal: stopping };
      await intake.take({ ...request, onFile }).catch(error => {
        const reason = finalRefusal(error);
        if (reason === undefined) {
          throw error;
        }
        note(progress, { artifact: artifact.name, status: 'refused', reason });
      });
    }
    progress.settled.push(artifact.id);
    await this.#keep(claim, progress);
  }

  #rulesOf({ name, form }: RunArtifact): ArtifactRule[] {
    return this.#options.rules.filter(
      rule =>
        rule.artifact.test(name) && (form === 'zip' || rule.file.test(name)),
    );
  }

  async #keep(
    claim: RunArtifactsClaim,
    progress: TakingProgress,
  ): Promise<void> {
    if (!(await this.#options.queue.keep(claim, progress))) {
      throw new LostClaim('Another process goes on with this run');
    }
  }

  async #afterFailure(claim: RunArtifactsClaim, error: unknown): Promise<void> {
    const { queue, logger, now, random } = this.#options;
    const { source, repository, run_id, attempts } = claim.row;
    const next = nextTry(error, { attempts, now: now(), random });
    if (next.giveUp) {
      logger.warn(
        `Artifacts of the run ${run_id} of ${repository} could not be read: ${next.reason}`,
      );
      await queue.bury(claim, next.reason);
      return;
    }
    await queue.retry(claim, next);
    if (next.limited) {
      await queue.hold(source, next.notBefore);
    }
  }
}

/** The same file of an artifact is noted once: the last time counts. */
function note(progress: TakingProgress, file: RunArtifactFile): void {
  const place = progress.files.findIndex(
    known => known.artifact === file.artifact && known.file === file.file,
  );
  if (place < 0) {
    progress.files.push(file);
  } else if (file.status !== 'known') {
    progress.files[place] = file;
  }
}

/** Why an artifact will never be read; undefined when another try may help. */
function finalRefusal(error: unknown): string | undefined {
  const { name, message } = error as Error;
  const gone =
    isVendorError(error) &&
    (error.kind === 'not-found' || error.kind === 'too-large');
  return gone || name === 'RefusedArchive' ? message : undefined;
}

/** Whether nothing else of the run may be asked for either, now. */
function endsIt(error: unknown, stopping: AbortSignal): boolean {
  return (
    stopping.aborted || !isVendorError(error) || error.kind === 'rate-limited'
  );
}

function nothingWanted(listed: RunArtifact[]): string {
  const names = listed.slice(0, NAMES_TOLD).map(({ name }) => name);
  const more = listed.length - names.length;
  return listed.length === 0
    ? 'The run has no artifacts.'
    : `None of the artifacts is one that showcaller.evidence.artifacts wants: ${names.join(
        ', ',
      )}${more > 0 ? ` and ${more} more` : ''}.`;
}
