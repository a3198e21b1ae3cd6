import type {
  ChangeFacts,
  ChangeRange,
} from '@showcaller/backstage-plugin-showcaller-node';
import { kameiFeatures, unionOfChanges } from '@showcaller/engine/risk';
import type { ChangeLookup, FoundChanges } from './ChangeLookup';
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
  migration: 0,
  infra: 0,
};

/**
 * Features of the union of all commits between the previously deployed revision and this one. In a monorepo only
 * commits that touch the component's own folder are its changes.
 */
export class ChangeFactsCollector implements FeatureCollector {
  readonly id = 'git history';
  readonly features = [
    ...kameiFeatures.map(({ name }) => name),
    'migration',
    'infra',
    'testtouch',
  ] as const;
  readonly #changes: ChangeLookup;

  static create(options: { changes: ChangeLookup }): ChangeFactsCollector {
    return new ChangeFactsCollector(options.changes);
  }

  private constructor(changes: ChangeLookup) {
    this.#changes = changes;
  }

  async collect(
    request: FeatureRequest,
    signal: AbortSignal,
  ): Promise<CollectorResult> {
    const found = await this.#changes.find(request, signal);
    if ('missingReason' in found) {
      return nothing(found.missingReason, { mayComeLater: found.mayComeLater });
    }
    return fromChanges(found);
  }
}

function nothing(
  missingReason: string,
  more: Pick<CollectorResult, 'commitCount' | 'mayComeLater'> = {},
): CollectorResult {
  return { source: 'git history', values: {}, missingReason, ...more };
}

function fromChanges(
  found: Exclude<FoundChanges, { missingReason: string }>,
): CollectorResult {
  const { range, commits, folder } = found;
  const { withoutFacts } = range;
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
    return nothing(
      `none of the ${commitCount} commits of this revision has imported facts`,
      { commitCount, mayComeLater: true },
    );
  }
  if (commits.length === 0) {
    return nothing(
      `none of the commits with imported facts touches ${folder}, and ${withoutFacts} have none`,
      { commitCount },
    );
  }
  return {
    source: sourceOf({ ...range, commits, others }),
    observedAt: newestTime(commits),
    values: { ...unionOfChanges(commits) },
    missingReason: 'the git history does not tell',
    missingReasons: { testtouch: 'no changed line is known by its file' },
    commits,
    commitCount,
  };
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
