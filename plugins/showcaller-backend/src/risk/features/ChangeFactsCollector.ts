import { showcallerAnnotations } from '@showcaller/backstage-plugin-showcaller-common';
import type {
  ChangeFacts,
  ChangeRange,
  ChangeSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import { unionOfChanges } from '@showcaller/engine/risk';
import { touchesFolder } from '../../ownership';
import type {
  CollectorResult,
  FeatureCollector,
  FeatureRequest,
} from './FeatureCollector';

const NOTHING_NEW = {
  ns: 0,
  nd: 0,
  nf: 0,
  entropy: 0,
  la: 0,
  ld: 0,
  lt: 0,
  fix: 0,
};
const SHORT_SHA = 8;

interface ChangeFactsCollectorOptions {
  sources: ChangeSource[];
  /** Folder of a monorepo that belongs to an entity; undefined for the whole repository. */
  folderOf: (entityRef: string) => string | undefined;
}

/**
 * Features of the union of all commits between the previously deployed revision and this one. In a monorepo only
 * commits that touch the component's own folder are its changes.
 */
export class ChangeFactsCollector implements FeatureCollector {
  readonly id = 'git history';
  readonly #sources: ChangeSource[];
  readonly #folderOf: (entityRef: string) => string | undefined;

  static create(options: ChangeFactsCollectorOptions): ChangeFactsCollector {
    return new ChangeFactsCollector(options);
  }

  private constructor(options: ChangeFactsCollectorOptions) {
    this.#sources = options.sources;
    this.#folderOf = options.folderOf;
  }

  async collect(
    request: FeatureRequest,
    signal: AbortSignal,
  ): Promise<CollectorResult> {
    const source = await this.#sourceFor(request);
    if (!source) {
      return this.#nothing(
        `no git repository is configured for this component (annotation ${showcallerAnnotations.gitRepository})`,
      );
    }
    const range = await source.getRange({
      entityRef: request.entityRef,
      repository: request.repository,
      base: request.previousSha,
      head: request.sha,
      signal,
    });
    if (!range) {
      return this.#nothing(
        `the git repository of this component does not hold revision ${request.sha.slice(
          0,
          SHORT_SHA,
        )}`,
        { mayComeLater: true },
      );
    }
    return this.#fromRange(range, this.#folderOf(request.entityRef));
  }

  async #sourceFor(request: FeatureRequest): Promise<ChangeSource | undefined> {
    for (const source of this.#sources) {
      if (await source.supports(request)) {
        return source;
      }
    }
    return undefined;
  }

  #fromRange(range: ChangeRange, folder: string | undefined): CollectorResult {
    const { withoutFacts } = range;
    const commits = range.commits.filter(commit => isOwn(commit, folder));
    const others = range.commits.length - commits.length;
    const commitCount = commits.length + withoutFacts;
    if (commitCount === 0) {
      return {
        source: sourceOf({ ...range, commits, others }),
        values: NOTHING_NEW,
        missingReason:
          others > 0
            ? `none of the ${others} commits of this revision touches ${folder}`
            : 'this revision holds no commit that was not deployed before',
        commits,
        commitCount,
      };
    }
    if (commits.length === 0 && others === 0) {
      return this.#nothing(
        `none of the ${commitCount} commits of this revision has imported facts`,
        { commitCount, mayComeLater: true },
      );
    }
    if (commits.length === 0) {
      return this.#nothing(
        `none of the commits with imported facts touches ${folder}, and ${withoutFacts} have none`,
        { commitCount },
      );
    }
    return {
      source: sourceOf({ ...range, commits, others }),
      observedAt: newestTime(commits),
      values: { ...unionOfChanges(commits) },
      missingReason: 'the git history does not tell',
      commits,
      commitCount,
    };
  }

  #nothing(
    missingReason: string,
    more: Pick<CollectorResult, 'commitCount' | 'mayComeLater'> = {},
  ): CollectorResult {
    return { source: 'git history', values: {}, missingReason, ...more };
  }
}

/** The facts name at most 1,000 files: a change with more may touch any folder. */
function isOwn(commit: ChangeFacts, folder: string | undefined): boolean {
  return touchesFolder(commit.files, folder) || commit.nf > commit.files.length;
}

/** Where the facts were read, and what was left out. */
function sourceOf(
  range: Pick<ChangeRange, 'commits' | 'withoutFacts' | 'note'> & {
    others: number;
  },
): string {
  const { commits, withoutFacts, others, note } = range;
  const remarks = [
    ...(withoutFacts > 0
      ? [`${commits.length} with facts, ${withoutFacts} merges or unknown`]
      : []),
    ...(others > 0 ? [`${others} commits of other folders left out`] : []),
    ...(note ? [note] : []),
  ];
  return remarks.length > 0
    ? `git history (${remarks.join('; ')})`
    : 'git history';
}

function newestTime(commits: ChangeFacts[]): string {
  return commits
    .map(commit => new Date(commit.committedAt).toISOString())
    .reduce((newest, time) => (time > newest ? time : newest));
}
