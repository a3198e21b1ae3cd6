import type {
  ChangeRange,
  ChangeRangeRequest,
  ChangeSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import { BoundedCache } from '../../database/BoundedCache';
import type { DatabaseChangeFactsStore } from './DatabaseChangeFactsStore';
import type {
  GitLocation,
  GitLocations,
  GitMirrors,
  GitRepository,
} from './git';
import { GitError } from './git/runGitHere';
import type { HistoryImportService } from './HistoryImportService';

const MAX_COMMITS = 2_000;
/** A deployment is asked about several times: when it is scored, scored again, and judged with its neighbours. */
const REMEMBERED_RANGES = 5_000;

/** The commits of a range as git tells them. */
interface Range {
  commits: string[];
  merges: number;
  note?: string;
  /** True when the repository lacked a revision that it may get later. */
  provisional?: boolean;
}

/** Reads what a change did from the imported history of a git repository. */
export class GitChangeSource implements ChangeSource {
  readonly id = 'git-history';
  readonly #facts: DatabaseChangeFactsStore;
  readonly #locations: GitLocations;
  readonly #mirrors: GitMirrors;
  readonly #imports: HistoryImportService;
  /** What lies between two revisions never changes. */
  readonly #ranges = BoundedCache.create<string, Range | undefined>({
    limit: REMEMBERED_RANGES,
  });

  static create(options: {
    facts: DatabaseChangeFactsStore;
    locations: GitLocations;
    mirrors: GitMirrors;
    imports: HistoryImportService;
  }): GitChangeSource {
    return new GitChangeSource(options);
  }

  private constructor(options: {
    facts: DatabaseChangeFactsStore;
    locations: GitLocations;
    mirrors: GitMirrors;
    imports: HistoryImportService;
  }) {
    this.#facts = options.facts;
    this.#locations = options.locations;
    this.#mirrors = options.mirrors;
    this.#imports = options.imports;
  }

  async supports(request: { repository: string }): Promise<boolean> {
    return this.#imports.targetFor(request.repository) !== undefined;
  }

  /**
   * Commits that are not imported yet are imported first, as long as `signal` allows; then the promise rejects and the
   * import goes on. A base that the repository does not have leaves the head alone, with a note that says so.
   */
  async getRange(
    request: ChangeRangeRequest,
  ): Promise<ChangeRange | undefined> {
    const { repository, base, head, signal } = request;
    signal?.throwIfAborted();
    const target = this.#imports.targetFor(repository);
    if (!target) {
      return undefined;
    }
    const range = await orAborted(
      this.#rangeOf(target.location, base, head),
      signal,
    );
    if (!range) {
      return undefined;
    }
    const facts = await this.#factsOf({ target, range, head, signal });
    const commits = range.commits.flatMap(sha => facts.get(sha) ?? []);
    return {
      commits,
      withoutFacts: range.commits.length - commits.length + range.merges,
      ...(range.note && { note: range.note }),
    };
  }

  /** Asks git once per range: each question starts a process. */
  async #rangeOf(
    place: string,
    base: string | undefined,
    head: string,
  ): Promise<Range | undefined> {
    const key = JSON.stringify([place, base, head]);
    const range = await this.#ranges.get(key, async () => {
      const location = await this.#locations.locate(place);
      const usual = await readUsualRange(
        await this.#mirrors.open(location),
        base,
        head,
      );
      if (usual) {
        return usual;
      }
      const git = await this.#openWith(location, head);
      return git && readRange(git, base, head);
    });
    if (!range || range.provisional) {
      this.#ranges.delete(key);
    }
    return range;
  }

  /** The repository, fetched when it does not have the revision yet; undefined when it still has not. */
  async #openWith(
    location: GitLocation,
    head: string,
  ): Promise<GitRepository | undefined> {
    const here = await this.#mirrors.open(location);
    if (await here.has(head)) {
      return here;
    }
    const fresh = await this.#mirrors.openFresh(location);
    return (await fresh.has(head)) ? fresh : undefined;
  }

  async #factsOf(options: {
    target: { repository: string };
    range: Range;
    head: string;
    signal: AbortSignal | undefined;
  }) {
    const { target, range, head, signal } = options;
    const known = await this.#facts.getMany(target.repository, range.commits);
    if (known.size === range.commits.length) {
      return known;
    }
    await orAborted(this.#imports.import(target.repository, head), signal);
    return this.#facts.getMany(target.repository, range.commits);
  }
}

/** Between two revisions that are both there, with one question; undefined when it is not as simple. */
async function readUsualRange(
  git: GitRepository,
  base: string | undefined,
  head: string,
): Promise<Range | undefined> {
  if (base === undefined) {
    return undefined;
  }
  try {
    return await readBetween(git, base, head);
  } catch (error) {
    if (error instanceof GitError) {
      return undefined;
    }
    throw error;
  }
}

async function readRange(
  git: GitRepository,
  base: string | undefined,
  head: string,
): Promise<Range> {
  if (base === undefined) {
    return readAlone(git, head);
  }
  if (!(await git.has(base))) {
    return {
      ...(await readAlone(git, head)),
      note: `The repository does not have the previously deployed revision ${base}; only ${head} itself was looked at.`,
      provisional: true,
    };
  }
  return readBetween(git, base, head);
}

async function readBetween(
  git: GitRepository,
  base: string,
  head: string,
): Promise<Range> {
  const { commits, merges, cut } = await git.range({
    base,
    head,
    limit: MAX_COMMITS,
  });
  if (commits.length === 0) {
    return {
      commits,
      merges,
      note: `${head} brings no commit that ${base} does not have: the same revision again, or a step back.`,
    };
  }
  return {
    commits,
    merges,
    ...(cut && {
      note: `More than ${MAX_COMMITS} commits lie between ${base} and ${head}; the newest ${MAX_COMMITS} were looked at.`,
    }),
  };
}

/** A commit by itself; a merge stands for the commits that it brings to its first parent. */
async function readAlone(git: GitRepository, head: string): Promise<Range> {
  const parents = await git.parents(head);
  if (parents.length < 2) {
    return { commits: [head], merges: 0 };
  }
  const { commits, merges } = await git.range({
    base: parents[0],
    head,
    limit: MAX_COMMITS,
  });
  return { commits, merges };
}

/** The result, unless the caller stops waiting first; the work itself goes on. */
async function orAborted<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) {
    return work;
  }
  signal.throwIfAborted();
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () =>
      reject(
        new Error('The git history of this change is still being imported', {
          cause: signal.reason,
        }),
      );
    signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (onAbort) {
      signal.removeEventListener('abort', onAbort);
    }
    // Whoever stopped waiting does not hear of a later failure; the import itself notes it.
    work.catch(() => undefined);
  }
}
