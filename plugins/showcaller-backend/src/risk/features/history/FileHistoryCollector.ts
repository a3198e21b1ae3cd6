import { BoundedCache } from '../../../database/BoundedCache';
import type { TeamExperience } from '@showcaller/engine/risk';
import type { ChangeLookup } from '../ChangeLookup';
import type {
  CollectorResult,
  FeatureCollector,
  FeatureRequest,
} from '../FeatureCollector';
import type { FileHistories, HeldHistory } from './FileHistories';

const DAY = 86_400_000;
const CHURN_DAYS = 90;
const YEAR_DAYS = 365;
/** Fewer authors, and the figure would be about a person. */
const MIN_AUTHORS = 2;
const TEAMS = 1_000;
const SOURCE = 'git history of the files';

/**
 * What happened to the touched files before: lines changed in 90 days, how much one author dominates, and the
 * experience of those who work on the component, always of several people together.
 */
export class FileHistoryCollector implements FeatureCollector {
  readonly id = SOURCE;
  readonly features = ['churn90', 'ownership', 'teamexp'] as const;
  readonly #changes: ChangeLookup;
  readonly #histories: FileHistories;
  /** By repository, folder and day: a team does not change within one. */
  readonly #teams: BoundedCache<string, TeamExperience>;

  static create(options: {
    changes: ChangeLookup;
    histories: FileHistories;
    now: () => Date;
  }): FileHistoryCollector {
    return new FileHistoryCollector(options);
  }

  private constructor(options: {
    changes: ChangeLookup;
    histories: FileHistories;
    now: () => Date;
  }) {
    this.#changes = options.changes;
    this.#histories = options.histories;
    this.#teams = BoundedCache.create({
      limit: TEAMS,
      ttlMs: DAY / 24,
      now: options.now,
    });
  }

  async collect(
    request: FeatureRequest,
    signal: AbortSignal,
  ): Promise<CollectorResult> {
    const found = await this.#changes.find(request, signal);
    if ('missingReason' in found) {
      const { missingReason, mayComeLater } = found;
      return { source: SOURCE, values: {}, missingReason, mayComeLater };
    }
    const held = await this.#histories.get(request.repository);
    const until = Date.parse(request.occurredAt);
    const team = await this.#teamOf({ request, held, folder: found.folder });
    const files = found.commits.flatMap(commit => commit.files);
    const without = new Set(found.range.commits.map(commit => commit.sha));
    const past = (days: number) =>
      held.history.pastOf({
        files,
        since: until - days * DAY,
        until,
        without,
      });
    const churn = past(CHURN_DAYS);
    const year = past(YEAR_DAYS);
    const reaches = (days: number) => held.since <= until - days * DAY;
    const tooOld = 'only the newest part of the history is held';
    const noFiles = 'no file of this revision is known';
    return {
      source: SOURCE,
      observedAt:
        year.lastChangedAt === undefined
          ? undefined
          : new Date(year.lastChangedAt).toISOString(),
      values: {
        ...(files.length > 0 &&
          reaches(CHURN_DAYS) && { churn90: churn.churn }),
        ...(files.length > 0 &&
          reaches(YEAR_DAYS) && { ownership: year.mainAuthorShare }),
        ...(reaches(YEAR_DAYS) &&
          team.authors >= MIN_AUTHORS && {
            teamexp: { value: team.meanTouches, observedAt: dayOf(until) },
          }),
      },
      missingReason: files.length > 0 ? tooOld : noFiles,
      missingReasons: {
        ...(files.length > 0 &&
          reaches(YEAR_DAYS) && {
            ownership: `no earlier change of these files in ${YEAR_DAYS} days`,
          }),
        teamexp: reaches(YEAR_DAYS)
          ? `fewer than ${MIN_AUTHORS} people worked on it in ${YEAR_DAYS} days: the figure would be about a person`
          : tooOld,
      },
    };
  }

  #teamOf(options: {
    request: FeatureRequest;
    held: HeldHistory;
    folder: string | undefined;
  }): Promise<TeamExperience> {
    const { request, held, folder } = options;
    const until = Date.parse(dayOf(Date.parse(request.occurredAt)));
    const key = [request.repository, folder ?? '', until].join('\0');
    return this.#teams.get(key, async () =>
      held.history.experienceIn({
        folder,
        since: until - YEAR_DAYS * DAY,
        until,
      }),
    );
  }
}

/** The beginning of the day (UTC): what is counted once a day is counted as of then. */
function dayOf(time: number): string {
  return new Date(Math.floor(time / DAY) * DAY).toISOString();
}
