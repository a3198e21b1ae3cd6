import { BoundedCache } from '../../../database/BoundedCache';
import type { GitLocations, GitMirrors, GitRepository } from '../git';
import { GitThread } from '../git/GitThread';
import type { HistoryImportService } from '../HistoryImportService';
import type { DependencyComparison } from './compareDependencies';

const HELD = 2_000;
/** Lock files seldom come and go; that one was added shows in the difference. */
const LOCK_FILES_MS = 10 * 60_000;

/** What differs in the lock files of two revisions, or why that is not known. */
export type DependencyAnswer =
  | Extract<DependencyComparison, { kind: 'compared' }>
  | { kind: 'unknown'; missingReason: string; mayComeLater?: boolean };

const NO_LOCK_FILE: DependencyAnswer = {
  kind: 'unknown',
  missingReason:
    'the repository has no lock file that can be read, and there is no bill of materials of both revisions',
};

/** What other rooms may ask about what a revision depends on. */
export interface DependencyReader {
  compare(options: {
    repository: string;
    base: string;
    head: string;
    folder?: string;
    signal?: AbortSignal;
  }): Promise<DependencyAnswer>;
}

/** Compares lock files in the repositories that components name. Two revisions never change, so answers are held. */
export class GitDependencyReader implements DependencyReader {
  readonly #locations: GitLocations;
  readonly #mirrors: GitMirrors;
  readonly #imports: Pick<HistoryImportService, 'targetFor'>;
  readonly #answers = BoundedCache.create<string, DependencyComparison>({
    limit: HELD,
  });
  readonly #hasLockFiles = BoundedCache.create<string, boolean>({
    limit: HELD,
    ttlMs: LOCK_FILES_MS,
  });

  static create(options: {
    locations: GitLocations;
    mirrors: GitMirrors;
    imports: Pick<HistoryImportService, 'targetFor'>;
  }): GitDependencyReader {
    return new GitDependencyReader(options);
  }

  private constructor(options: {
    locations: GitLocations;
    mirrors: GitMirrors;
    imports: Pick<HistoryImportService, 'targetFor'>;
  }) {
    this.#locations = options.locations;
    this.#mirrors = options.mirrors;
    this.#imports = options.imports;
  }

  async compare(options: {
    repository: string;
    base: string;
    head: string;
    folder?: string;
    signal?: AbortSignal;
  }): Promise<DependencyAnswer> {
    const { repository, base, head, folder, signal } = options;
    const target = this.#imports.targetFor(repository);
    if (!target) {
      return {
        kind: 'unknown',
        missingReason: 'no git repository is configured for this component',
      };
    }
    const git = await this.#mirrors.open(
      await this.#locations.locate(target.location),
    );
    const place = [target.repository, folder ?? ''].join('\0');
    try {
      const answer = await this.#answers.get(
        [place, base, head].join('\0'),
        async () => {
          const compared = await GitThread.shared().compareDependencies(
            {
              gitDir: git.gitDir,
              base,
              head,
              folder,
              hasLockFiles: await this.#hasLockFiles.peek(place),
            },
            signal,
          );
          this.#hasLockFiles.set(place, compared.kind === 'compared');
          return compared;
        },
      );
      return answer.kind === 'compared' ? answer : NO_LOCK_FILE;
    } catch (error) {
      const missing = await this.#missing(git, [head, base]);
      if (missing === undefined) {
        throw error;
      }
      return {
        kind: 'unknown',
        missingReason: `the git repository of this component does not hold revision ${missing.slice(
          0,
          8,
        )}`,
        mayComeLater: missing === head,
      };
    }
  }

  /** The first revision that a repository does not hold. */
  async #missing(
    git: GitRepository,
    revisions: string[],
  ): Promise<string | undefined> {
    for (const revision of revisions) {
      if (!(await git.has(revision))) {
        return revision;
      }
    }
    return undefined;
  }
}
