import type {
  CdEvent,
  TaskRunData,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { CdEventFactory } from '@showcaller/backstage-plugin-showcaller-node';
import { outcomeOf } from './outcomes';
import type { Execution } from './readExecution';
import type { Stage } from './readStage';

/** A stage, or a task within one, is a task of the run. */
export function taskEvent(options: {
  execution: Execution;
  stage: Stage;
  phase: string;
  events: CdEventFactory;
}): CdEvent {
  const { execution, stage, phase, events } = options;
  const { repository, key, runId, sha, url, uri } = execution;
  const { name, taskName, status, startedAt, finishedAt } = stage;
  const finished = phase !== 'starting';
  const run = `${repository ?? key}#run-${runId}.1`;
  const what = taskName ? `${name}: ${taskName}` : name;
  const data: TaskRunData | undefined = repository
    ? {
        kind: 'taskRun',
        repository,
        sha,
        runId,
        attempt: 1,
        url,
        startedAt,
        finishedAt: finished ? finishedAt : undefined,
        rawOutcome: finished ? status : undefined,
      }
    : undefined;
  return events.create(finished ? 'taskrun.finished' : 'taskrun.started', {
    subjectId: `${repository ?? key}#task-${runId}/${what}`.slice(0, 500),
    content: {
      taskName: what,
      uri,
      pipelineRun: { id: run },
      ...(finished && { outcome: outcomeOf(status, phase) }),
    },
    at: finished ? finishedAt ?? startedAt : startedAt,
    sha,
    data,
  });
}
