import type { EntityTests } from '@showcaller/backstage-plugin-showcaller-common';
import { timestamp } from '../../database/timestamp';
import { BoundedCache } from '../../database/BoundedCache';
import type {
  EvidenceDocument,
  EvidenceKey,
  EvidenceReader,
  TestFacts,
} from '../types';
import { expectedFlaky, judgeTests } from './judgeTests';

const DAY = 86_400_000;
/** Flakiness is judged by so many days. */
const WINDOW_MS = 90 * DAY;
/** So much is held per repository, so that the recent past can be asked about too. */
const HELD_MS = 120 * DAY;
/** Another replica may have taken a report in. */
const REFRESH_MS = 60_000;
const REPOSITORIES = 200;
const LISTED = 20;

/** Tells how flaky the tests of a repository are, as of any moment. What it needs is held, and renewed by reports. */
export class FlakyTestReader {
  readonly #reader: EvidenceReader;
  readonly #now: () => Date;
  readonly #facts: BoundedCache<string, TestFacts>;

  static create(options: {
    reader: EvidenceReader;
    now: () => Date;
  }): FlakyTestReader {
    return new FlakyTestReader(options);
  }

  private constructor(options: { reader: EvidenceReader; now: () => Date }) {
    this.#reader = options.reader;
    this.#now = options.now;
    this.#facts = BoundedCache.create({
      limit: REPOSITORIES,
      ttlMs: REFRESH_MS,
      now: options.now,
    });
  }

  /** A report came in: what is held of its repository is out of date. */
  onEvidence({ kind, repository }: EvidenceKey): void {
    if (kind === 'junit') {
      this.#facts.delete(repository);
    }
  }

  /** Expected number of flaky tests among those of a revision's reports, by what was known at `until`. */
  async expectedIn(options: {
    repository: string;
    /** Test reports of the revision. */
    reports: EvidenceDocument[];
    until: string;
  }): Promise<number> {
    const { reports } = options;
    const until = timestamp(options.until);
    const facts = await this.#factsFor(options.repository, until);
    const executed = new Map<string, number>();
    for (const { name, tests } of reports) {
      // A second attempt may have run no more than what failed.
      const count = (tests?.passed ?? 0) + (tests?.failed ?? 0);
      executed.set(name, Math.max(executed.get(name) ?? 0, count));
    }
    return expectedFlaky(judgeTests(facts, spanOf(until)), executed);
  }

  async summarise(repository: string | undefined): Promise<EntityTests> {
    const asOf = this.#now().toISOString();
    if (repository === undefined) {
      return { reports: 0, flaky: [], asOf };
    }
    const facts = await this.#factsFor(repository, asOf);
    const judged = judgeTests(facts, spanOf(asOf));
    const newest = facts.documents.at(-1);
    const executed = new Map(
      facts.documents
        .filter(({ sha }) => sha === newest?.sha)
        .map(document => [document.name, document.executed]),
    );
    return {
      repository,
      reports: facts.documents.filter(
        ({ observedAt }) => observedAt >= spanOf(asOf).since,
      ).length,
      ...(newest && { expectedFlaky: expectedFlaky(judged, executed) }),
      flaky: judged.tests
        .filter(({ flakyFailures }) => flakyFailures > 0)
        .slice(0, LISTED)
        .map(({ test: _, ...shown }) => shown),
      asOf,
    };
  }

  async #factsFor(repository: string, until: string): Promise<TestFacts> {
    const key = repository.toLowerCase();
    const now = this.#now().getTime();
    const held = await this.#facts.get(key, () =>
      this.#reader.getTestFacts({
        repository: key,
        since: timestamp(now - HELD_MS),
        until: timestamp(now),
      }),
    );
    // Where there is very much, the newest is held, and the present is judged by that.
    const recent = now - Date.parse(until) < HELD_MS - WINDOW_MS;
    return recent && until >= held.since
      ? held
      : this.#reader.getTestFacts({ repository: key, ...spanOf(until) });
  }
}

function spanOf(until: string): { since: string; until: string } {
  return { since: timestamp(Date.parse(until) - WINDOW_MS), until };
}
