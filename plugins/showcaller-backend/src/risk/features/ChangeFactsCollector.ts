import { showcallerAnnotations } from '@showcaller/backstage-plugin-showcaller-common';
import type {
  ChangeFacts,
  ChangeRange,
  ChangeSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import { unionOfChanges } from '@showcaller/engine/risk';
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

/** Features of the union of all commits between the previously deployed revision and this one. */
export class ChangeFactsCollector implements FeatureCollector {
  readonly id = 'git history';
  readonly #sources: ChangeSource[];

  static create(options: { sources: ChangeSource[] }): ChangeFactsCollector {
    return new ChangeFactsCollector(options.sources);
  }

  private constructor(sources: ChangeSource[]) {
    this.#sources = sources;
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
    return this.#fromRange(range);
  }

  async #sourceFor(request: FeatureRequest): Promise<ChangeSource | undefined> {
    for (const source of this.#sources) {
      if (await source.supports(request)) {
        return source;
      }
    }
    return undefined;
  }

  #fromRange(range: ChangeRange): CollectorResult {
    const { commits, withoutFacts } = range;
    const commitCount = commits.length + withoutFacts;
    if (commitCount === 0) {
      return {
        source: 'git history',
        values: NOTHING_NEW,
        missingReason:
          'this revision holds no commit that was not deployed before',
        commits,
        commitCount,
      };
    }
    if (commits.length === 0) {
      return this.#nothing(
        `none of the ${commitCount} commits of this revision has imported facts`,
        { commitCount, mayComeLater: true },
      );
    }
    return {
      source: sourceOf(range),
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

/** Where the facts were read, and what was left out. */
function sourceOf({ commits, withoutFacts, note }: ChangeRange): string {
  const remarks = [
    ...(withoutFacts > 0
      ? [`${commits.length} with facts, ${withoutFacts} merges or unknown`]
      : []),
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
