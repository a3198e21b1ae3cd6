import { contentString, latestKnown } from './latestKnown';
import { orderEvents } from './orderEvents';
import { runProgress, type RunMeaning, type RunStatus } from './runProgress';
import type { DeliveryEvent, TaskRunEventData, TaskStep } from './types';
import { withoutUndefined } from './withoutUndefined';

/** One task (job) of a pipeline run as its events told it. @public */
export interface TaskRunState {
  repository: string;
  status: RunStatus;
  name?: string;
  /** Subject id of the pipeline run it belongs to. */
  pipelineRunId?: string;
  runId?: string;
  attempt?: number;
  sha?: string;
  url?: string;
  rawOutcome?: string;
  steps?: TaskStep[];
  queuedAt?: string;
  startedAt?: string;
  finishedAt?: string;
}

const meanings: Record<string, RunMeaning> = {
  'dev.cdeventsx.showcaller-taskrun.queued': { rank: 0, phase: 'queued' },
  'dev.cdeventsx.showcaller-taskrun.waiting': { rank: 1, phase: 'queued' },
  'dev.cdevents.taskrun.started': { rank: 2, phase: 'running' },
  'dev.cdevents.taskrun.finished': { rank: 3, phase: 'finished' },
};

/**
 * Folds the events of one task run (`dev.cdeventsx.showcaller-taskrun.{queued,waiting}`,
 * `dev.cdevents.taskrun.{started,finished}`) into its state. Order of arrival and duplicates do not matter.
 *
 * @returns undefined while the events do not tell the repository.
 * @throws TypeError when an event's time cannot be read.
 * @public
 */
export function foldTaskRun(
  events: Iterable<DeliveryEvent<TaskRunEventData>>,
): TaskRunState | undefined {
  const ordered = orderEvents(events, meanings);
  const known = <T>(read: (data: TaskRunEventData) => T | undefined | null) =>
    latestKnown(ordered, event => event.data && read(event.data));
  const content = (...path: string[]) =>
    latestKnown(ordered, event => contentString(event.content, ...path));
  const repository = known(data => data.repository);
  if (!repository) {
    return undefined;
  }
  return withoutUndefined<TaskRunState>({
    repository,
    name: content('taskName'),
    pipelineRunId: content('pipelineRun', 'id'),
    runId: known(data => data.runId),
    attempt: known(data => data.attempt),
    sha: known(data => data.sha),
    url: known(data => data.url) ?? content('uri'),
    rawOutcome: known(data => data.rawOutcome),
    steps: known(data => data.steps),
    ...runProgress(ordered),
  });
}
