import type { JsonObject } from '@backstage/types';
import {
  junitReport,
  Payload,
  type BackfillDocument,
  type ReportedTest,
} from '@showcaller/backstage-plugin-showcaller-node';

const LONGEST_NAME = 100;

const outcomes: Record<string, ReportedTest['outcome']> = {
  PASSED: 'passed',
  FIXED: 'passed',
  FAILED: 'failed',
  REGRESSION: 'failed',
  SKIPPED: 'skipped',
};

/**
 * Jenkins' test report of a build as a document for the evidence; of several modules (Maven) those of all. A status that
 * is not known counts as skipped.
 */
export function testDocument(options: {
  repository: string;
  job: string;
  sha: string;
  finishedAt: string;
  report: JsonObject;
}): BackfillDocument {
  const { repository, job, sha, finishedAt } = options;
  const report = Payload.of(options.report);
  const results = [
    report,
    ...report
      .children('childReports')
      .flatMap(child => child.child('result') ?? []),
  ];
  const suites = results
    .flatMap(result => result.children('suites'))
    .map(suite => ({
      name: suite.text('name') ?? 'unnamed',
      tests: suite.children('cases').map(test => ({
        className: test.text('className'),
        name: test.text('name') ?? 'unnamed',
        outcome: outcomes[test.text('status') ?? ''] ?? 'skipped',
        seconds: test.number('duration'),
      })),
    }));
  return {
    kind: 'junit',
    repository,
    sha,
    name: `jenkins ${job}`.slice(0, LONGEST_NAME),
    attempt: 1,
    observedAt: finishedAt,
    body: junitReport(suites),
  };
}
