import type { EvidenceDocument } from '../../../evidence';
import type {
  CollectorResult,
  FeatureCollector,
  FeatureRequest,
} from '../FeatureCollector';
import type { EvidenceLookup } from './EvidenceLookup';

const SOURCE = 'test reports';
/** Revisions that the pass rate is compared with, and documents that they are looked for in. */
const EARLIER_REVISIONS = 5;
const EARLIER_DOCUMENTS = 60;

/** How the tests of the revision went, and how that compares with the revisions tested before it. */
export class TestCollector implements FeatureCollector {
  readonly id = SOURCE;
  readonly features = ['testpass', 'testtrend'] as const;
  readonly #evidence: EvidenceLookup;

  static create(options: { evidence: EvidenceLookup }): TestCollector {
    return new TestCollector(options.evidence);
  }

  private constructor(evidence: EvidenceLookup) {
    this.#evidence = evidence;
  }

  async collect(request: FeatureRequest): Promise<CollectorResult> {
    const reports = await this.#evidence.find(request, 'junit');
    const now = passRate(reports);
    if (now === undefined) {
      return {
        source: SOURCE,
        values: {},
        missingReason:
          reports.length > 0
            ? 'no test of this revision was executed'
            : 'no test report of this revision was uploaded before it was deployed',
      };
    }
    const earlier = await this.#evidence.reader.listBefore({
      repository: request.repository,
      kind: 'junit',
      names: [...new Set(reports.map(({ name }) => name))],
      before: reports[0].observedAt,
      limit: EARLIER_DOCUMENTS,
    });
    const rates = ratesByRevision(
      earlier.filter(({ sha }) => sha !== request.sha),
    ).slice(0, EARLIER_REVISIONS);
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    return {
      source: `${SOURCE} (${now.executed} tests)`,
      observedAt: reports.at(-1)?.observedAt,
      values: {
        testpass: now.rate,
        testtrend:
          rates.length > 0
            ? {
                value: now.rate - mean,
                source: `${SOURCE} of this and ${rates.length} earlier revisions`,
              }
            : undefined,
      },
      missingReason: 'no earlier revision has a test report of this name',
    };
  }
}

/** Of each name, documents of its last attempt: there may be several, each of a part of the tests. */
function lastAttempts(reports: EvidenceDocument[]): EvidenceDocument[] {
  const last = new Map<string, number>();
  for (const { name, attempt } of reports) {
    last.set(name, Math.max(last.get(name) ?? 0, attempt));
  }
  return reports.filter(({ name, attempt }) => last.get(name) === attempt);
}

/** Share of the executed tests that passed in the end. */
export function passRate(
  reports: EvidenceDocument[],
): { rate: number; executed: number } | undefined {
  let passed = 0;
  let executed = 0;
  for (const { tests } of lastAttempts(reports)) {
    passed += tests?.passed ?? 0;
    executed += (tests?.passed ?? 0) + (tests?.failed ?? 0);
  }
  return executed > 0 ? { rate: passed / executed, executed } : undefined;
}

/** Pass rate of each revision, in the order in which the revisions come first. */
function ratesByRevision(documents: EvidenceDocument[]): number[] {
  const byRevision = new Map<string, EvidenceDocument[]>();
  for (const document of documents) {
    byRevision.set(document.sha, [
      ...(byRevision.get(document.sha) ?? []),
      document,
    ]);
  }
  return [...byRevision.values()].flatMap(
    reports => passRate(reports)?.rate ?? [],
  );
}
