import type {
  CdEvent,
  TestReportData,
} from '@showcaller/backstage-plugin-showcaller-common';
import { webAddress } from '@showcaller/backstage-plugin-showcaller-node';
import type { GitlabItem } from './mapGitlabApi';

/** How the tests of a pipeline ended; what became of each test is in the evidence. */
export function mapTestReport(item: GitlabItem): CdEvent[] {
  const { document, repository, events } = item;
  const report = document.requireChild('test_report');
  const pipeline = document.requireChild('pipeline');
  const id = pipeline.requireId('id');
  const sha = pipeline.requireText('sha');
  const finishedAt = pipeline.time('finished_at');
  const failed =
    (report.number('failed_count') ?? 0) + (report.number('error_count') ?? 0);
  const data: TestReportData = {
    kind: 'testReport',
    repository,
    sha,
    name: 'gitlab',
    runId: `gitlab-${id}`,
    attempt: 1,
    passed: report.number('success_count') ?? 0,
    failed,
    skipped: report.number('skipped_count') ?? 0,
    finishedAt,
    url: webAddress(pipeline.text('web_url')),
  };
  return [
    events.create('testsuiterun.finished', {
      subjectId: `${repository}#tests-gitlab-${id}.1`,
      content: {
        environment: { id: 'gitlab-ci' },
        outcome: failed > 0 ? 'failure' : 'success',
      },
      at: finishedAt,
      sha,
      data,
    }),
  ];
}
