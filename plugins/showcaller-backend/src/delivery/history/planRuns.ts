import type { StoredCheckpoint } from './DatabaseCheckpointStore';
import type { GitRepository } from './git';

/** What to read next of a history. */
export interface PlannedRun {
  generation: number;
  base?: string;
  target: string;
  skip: number;
  /** Commits that earlier runs of this generation processed. */
  commitsBefore: number;
  state?: Uint8Array;
}

/**
 * The next run that brings the facts up to `head`; undefined when they are.
 *
 * 1. Nothing read yet, another salt, or the last target is no ancestor of `head` (the history was rewritten): all of it,
 *    as a new generation.
 * 2. The last run did not end: the rest of it.
 * 3. Otherwise what came since.
 */
export async function planRun(options: {
  checkpoint: StoredCheckpoint | undefined;
  head: string;
  saltId: string;
  repository: GitRepository;
}): Promise<PlannedRun | undefined> {
  const { checkpoint, head, saltId, repository } = options;
  if (
    !checkpoint ||
    checkpoint.saltId !== saltId ||
    !(await repository.isAncestor(checkpoint.target, head))
  ) {
    return {
      generation: (checkpoint?.generation ?? 0) + 1,
      target: head,
      skip: 0,
      commitsBefore: 0,
    };
  }
  const { generation, base, target, done, commits, state } = checkpoint;
  if (!checkpoint.complete) {
    return {
      generation,
      base,
      target,
      skip: done,
      commitsBefore: commits,
      state,
    };
  }
  return target === head
    ? undefined
    : {
        generation,
        base: target,
        target: head,
        skip: 0,
        commitsBefore: commits,
        state,
      };
}
