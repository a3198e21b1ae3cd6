import { contentString, latestKnown } from './latestKnown';
import { orderEvents } from './orderEvents';
import { runProgress, type RunMeaning, type RunStatus } from './runProgress';
import type { DeliveryEvent, PipelineRunEventData } from './types';
import { withoutUndefined } from './withoutUndefined';

/** One attempt of a pipeline run as its events told it. @public */
export interface PipelineRunState {
  repository: string;
  runId: string;
  attempt: number;
  status: RunStatus;
  name?: string;
  sha?: string;
  branch?: string;
  runNumber?: number;
  trigger?: string;
  url?: string;
  rawOutcome?: string;
  queuedAt?: string;
  startedAt?: string;
  finishedAt?: string;
}

const meanings: Record<string, RunMeaning> = {
  'dev.cdevents.pipelinerun.queued': { rank: 0, phase: 'queued' },
  'dev.cdevents.pipelinerun.started': { rank: 1, phase: 'running' },
  'dev.cdevents.pipelinerun.finished': { rank: 2, phase: 'finished' },
};

/**
 * Folds the events of one attempt of a pipeline run (`dev.cdevents.pipelinerun.{queued,started,finished}`) into its
 * state. Order of arrival and duplicates do not matter; a new attempt is another subject.
 *
 * @returns undefined while the events do not tell repository and run id.
 * @throws TypeError when an event's time cannot be read.
 * @public
 */
export function foldPipelineRun(
  events: Iterable<DeliveryEvent<PipelineRunEventData>>,
): PipelineRunState | undefined {
  const ordered = orderEvents(events, meanings);
  const known = <T>(
    read: (data: PipelineRunEventData) => T | undefined | null,
  ) => latestKnown(ordered, event => event.data && read(event.data));
  const repository = known(data => data.repository);
  const runId = known(data => data.runId);
  if (!repository || !runId) {
    return undefined;
  }
  return withoutUndefined<PipelineRunState>({
    repository,
    runId,
    attempt: known(data => data.attempt) ?? 1,
    name: latestKnown(ordered, event =>
      contentString(event.content, 'pipelineName'),
    ),
    sha: known(data => data.sha),
    branch: known(data => data.branch),
    runNumber: known(data => data.runNumber),
    trigger: known(data => data.trigger),
    url:
      known(data => data.url) ??
      latestKnown(ordered, event => contentString(event.content, 'uri')),
    rawOutcome: known(data => data.rawOutcome),
    ...runProgress(ordered),
  });
}
