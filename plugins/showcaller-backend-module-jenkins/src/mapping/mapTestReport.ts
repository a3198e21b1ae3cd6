import type {
  CdEvent,
  TestReportData,
} from '@showcaller/backstage-plugin-showcaller-common';
import { buildAddress } from './buildFacts';
import type { JenkinsItem } from './mapJenkinsApi';

/** How the tests of a build ended; what became of each test is in the evidence. */
export function mapTestReport(item: JenkinsItem): CdEvent[] {
  const { document, repository, job, build, buildId, events } = item;
  const sha = build.requireText('sha');
  const finishedAt = build.time('finishedAt');
  const totals = document.requireChild('totals');
  const failed = totals.number('failed') ?? 0;
  const skipped = totals.number('skipped') ?? 0;
  const total = totals.number('total') ?? 0;
  const data: TestReportData = {
    kind: 'testReport',
    repository,
    sha,
    name: `jenkins ${job}`,
    runId: buildId,
    attempt: 1,
    passed: Math.max(0, total - failed - skipped),
    failed,
    skipped,
    finishedAt,
    url: buildAddress(build),
  };
  return [
    events.create('testsuiterun.finished', {
      subjectId: `${repository}#tests-${buildId}.1`,
      content: {
        environment: { id: 'jenkins' },
        outcome: failed > 0 ? 'failure' : 'success',
      },
      at: finishedAt,
      sha,
      data,
    }),
  ];
}
