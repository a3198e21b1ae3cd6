import { contentString } from './latestKnown';
import type { EventMeaning, OrderedEvent } from './orderEvents';

/**
 * Where a run or task stands. `queued` includes waiting for a person. The last four are CDEvents' outcomes.
 *
 * @public
 */
export type RunStatus =
  | 'queued'
  | 'running'
  | 'success'
  | 'failure'
  | 'cancel'
  | 'error';

/** @internal */
export interface RunMeaning extends EventMeaning {
  phase: 'queued' | 'running' | 'finished';
}

/** @internal */
export interface RunProgress {
  status: RunStatus;
  queuedAt?: string;
  startedAt?: string;
  finishedAt?: string;
}

const outcomes: ReadonlyMap<string | undefined, RunStatus> = new Map([
  ['success', 'success'],
  ['failure', 'failure'],
  ['cancel', 'cancel'],
  ['error', 'error'],
]);

const phaseRank = { queued: 0, running: 1, finished: 2 } as const;

/**
 * Status and times of a run from its ordered events. Phases only go forward: a late `queued` never un-finishes a run.
 * Of several finished events the last decides. A finished run whose outcome is not one of CDEvents' four words
 * is an `error`: it must not pass for a success. Times that the source states win over the events' own.
 *
 * @internal
 */
export function runProgress(
  ordered: ReadonlyArray<
    OrderedEvent<{ startedAt?: string; finishedAt?: string }, RunMeaning>
  >,
): RunProgress {
  const progress: RunProgress = { status: 'queued' };
  let phase: RunMeaning['phase'] = 'queued';
  let statedStart: string | undefined;
  let statedEnd: string | undefined;

  for (const { event, meaning } of ordered) {
    if (meaning.phase === 'queued') {
      progress.queuedAt ??= event.occurredAt;
    } else if (meaning.phase === 'running') {
      progress.startedAt ??= event.occurredAt;
    } else {
      progress.status =
        outcomes.get(contentString(event.content, 'outcome')) ?? 'error';
      progress.finishedAt = event.occurredAt;
    }
    if (phaseRank[meaning.phase] > phaseRank[phase]) {
      phase = meaning.phase;
    }
    statedStart = event.data?.startedAt ?? statedStart;
    statedEnd = event.data?.finishedAt ?? statedEnd;
  }

  if (phase === 'running') {
    progress.status = 'running';
  }
  progress.startedAt = statedStart ?? progress.startedAt;
  if (phase === 'finished') {
    progress.finishedAt = statedEnd ?? progress.finishedAt;
  }
  return progress;
}
