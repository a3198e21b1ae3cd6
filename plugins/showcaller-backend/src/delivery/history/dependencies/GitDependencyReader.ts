import { BoundedCache } from '../../../database/BoundedCache';
import type { GitLocations, GitMirrors } from '../git';
import { GitThread } from '../git/GitThread';
import type { HistoryImportService } from '../HistoryImportService';
import type { DependencyComparison } from './compareDependencies';

const HELD = 2_000;

/** What differs in the lock files of two revisions, or why that is not known. */
export type DependencyAnswer =
  | Extract<DependencyComparison, { kind: 'compared' }>
  | { kind: 'unknown'; missingReason: string; mayComeLater?: boolean };

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
    for (const revision of [head, base]) {
      if (!(await git.has(revision))) {
        return {
          kind: 'unknown',
          missingReason: `the git repository of this component does not hold revision ${revision.slice(
            0,
            8,
          )}`,
          mayComeLater: revision === head,
        };
      }
    }
    const key = [target.repository, base, head, folder ?? ''].join('\0');
    const answer = await this.#answers.get(key, () =>
      GitThread.shared().compareDependencies(
        { gitDir: git.gitDir, base, head, folder },
        signal,
      ),
    );
    return answer.kind === 'compared'
      ? answer
      : {
          kind: 'unknown',
          missingReason:
            'the repository has no lock file that can be read, and there is no bill of materials of both revisions',
        };
  }
}
