import { runGit } from './runGit';
import { GitError } from './runGitHere';

const SHA = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
const USUAL_BRANCHES = ['main', 'master', 'trunk', 'develop'];

/** What a range of revisions holds. */
export interface RevisionRange {
  /** Newest first, merges left out, at most as many as asked for. */
  commits: string[];
  merges: number;
  /** True when there are more than asked for. */
  cut: boolean;
}

/** Questions to a local git repository. Revisions are full object ids: names could be taken for options. */
export class GitRepository {
  readonly gitDir: string;

  static at(gitDir: string): GitRepository {
    return new GitRepository(gitDir);
  }

  private constructor(gitDir: string) {
    this.gitDir = gitDir;
  }

  /** Newest commit of the default branch; undefined for a repository without commits. */
  async head(): Promise<string | undefined> {
    const head = await this.#commit('HEAD');
    if (head) {
      return head;
    }
    // A bare repository's HEAD may name a branch that was never pushed.
    const branches = (
      await this.#git('for-each-ref', '--format=%(refname:short)', 'refs/heads')
    )
      .split('\n')
      .filter(Boolean);
    const branch =
      USUAL_BRANCHES.find(name => branches.includes(name)) ??
      (branches.length === 1 ? branches[0] : undefined);
    return branch ? this.#commit(`refs/heads/${branch}`) : undefined;
  }

  async has(sha: string): Promise<boolean> {
    return SHA.test(sha) && (await this.#commit(sha)) !== undefined;
  }

  async isAncestor(ancestor: string, of: string): Promise<boolean> {
    if (!(await this.has(ancestor)) || !(await this.has(of))) {
      return false;
    }
    return this.#succeeds('merge-base', '--is-ancestor', ancestor, of);
  }

  /** Parents of a commit, first the one that it continues. */
  async parents(sha: string): Promise<string[]> {
    const line = await this.#git(
      'rev-list',
      '--parents',
      '--max-count=1',
      requireSha(sha),
      '--',
    );
    return line.trim().split(' ').slice(1);
  }

  /** When a commit was made: its committer date, RFC 3339 in UTC. */
  async committedAt(sha: string): Promise<string> {
    const seconds = await this.#git(
      'log',
      '--no-walk',
      '--format=%ct',
      requireSha(sha),
      '--',
    );
    return new Date(Number(seconds.trim()) * 1000).toISOString();
  }

  /** Commits of `head` that `base` has not. */
  async range(options: {
    base: string;
    head: string;
    limit: number;
  }): Promise<RevisionRange> {
    const { base, head, limit } = options;
    const lines = (
      await this.#git(
        'rev-list',
        '--topo-order',
        '--parents',
        `--max-count=${limit * 4 + 1}`,
        requireSha(head),
        `^${requireSha(base)}`,
        '--',
      )
    )
      .split('\n')
      .filter(Boolean)
      .map(line => line.split(' '));
    const commits = lines.filter(ids => ids.length <= 2).map(ids => ids[0]);
    return {
      commits: commits.slice(0, limit),
      merges: lines.length - commits.length,
      cut: commits.length > limit || lines.length > limit * 4,
    };
  }

  async #commit(revision: string): Promise<string | undefined> {
    try {
      const id = await this.#git(
        'rev-parse',
        '--verify',
        '--quiet',
        '--end-of-options',
        `${revision}^{commit}`,
      );
      // Older versions of git print the option itself first.
      return id.trim().split('\n').at(-1);
    } catch (error) {
      if (error instanceof GitError && error.exitCode === 1) {
        return undefined;
      }
      throw error;
    }
  }

  async #succeeds(...args: string[]): Promise<boolean> {
    try {
      await this.#git(...args);
      return true;
    } catch (error) {
      if (error instanceof GitError && error.exitCode === 1) {
        return false;
      }
      throw error;
    }
  }

  #git(...args: string[]): Promise<string> {
    return runGit({ gitDir: this.gitDir, args });
  }
}

function requireSha(revision: string): string {
  if (!SHA.test(revision)) {
    throw new GitError(`'${revision}' is no full commit id`, undefined);
  }
  return revision;
}
