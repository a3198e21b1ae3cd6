import type { JsonObject } from '@backstage/types';
import {
  junitReport,
  Payload,
  type BackfillDocument,
  type ReportedTest,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { PipelinePart, ProjectPart } from './gitlabTasks';

const outcomes: Record<string, ReportedTest['outcome']> = {
  success: 'passed',
  failed: 'failed',
  error: 'failed',
  skipped: 'skipped',
};

/** GitLab's test report of a pipeline as a document for the evidence. A status that is not known counts as skipped. */
export function testDocument(options: {
  project: ProjectPart;
  pipeline: PipelinePart;
  report: JsonObject;
}): BackfillDocument {
  const { project, pipeline, report } = options;
  const suites = Payload.of(report)
    .children('test_suites')
    .map(suite => ({
      name: suite.text('name') ?? 'unnamed',
      tests: suite.children('test_cases').map(test => ({
        className: test.text('classname'),
        name: test.text('name') ?? 'unnamed',
        outcome: outcomes[test.text('status') ?? ''] ?? 'skipped',
        seconds: test.number('execution_time'),
      })),
    }));
  return {
    kind: 'junit',
    repository: project.repository,
    sha: pipeline.sha,
    name: 'gitlab',
    attempt: 1,
    observedAt: new Date(pipeline.finished_at).toISOString(),
    body: junitReport(suites),
  };
}
