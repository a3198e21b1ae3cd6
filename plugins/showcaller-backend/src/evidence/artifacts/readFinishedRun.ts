import type { PipelineRunData } from '@showcaller/backstage-plugin-showcaller-common';
import type { FinishedRun } from '@showcaller/backstage-plugin-showcaller-node';
import type { StoredEvent } from '../../delivery/types';

const FINISHED_RUN = 'dev.cdevents.pipelinerun.finished.';
const SHA = /^([0-9a-f]{40}|[0-9a-f]{64})$/;
const MAX_ATTEMPT = 1_000;

/** The run that an event says has ended; undefined for other events, and for a run of which no commit is known. */
export function readFinishedRun(stored: StoredEvent): FinishedRun | undefined {
  const data = stored.event.customData as PipelineRunData | undefined;
  const sha = data?.sha?.toLowerCase();
  if (
    !stored.type.startsWith(FINISHED_RUN) ||
    data?.kind !== 'pipelineRun' ||
    sha === undefined ||
    !SHA.test(sha)
  ) {
    return undefined;
  }
  return {
    repository: data.repository.toLowerCase(),
    sha,
    runId: data.runId,
    attempt: Math.min(Math.max(data.attempt, 1), MAX_ATTEMPT),
    url: data.url,
    startedAt: data.startedAt,
    finishedAt: data.finishedAt ?? stored.occurredAt,
  };
}
