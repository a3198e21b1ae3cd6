/** CDEvents' word for how GitLab's pipelines and jobs ended; any other status is none of an end. */
const outcomes: Record<string, 'success' | 'failure' | 'cancel'> = {
  success: 'success',
  skipped: 'success',
  failed: 'failure',
  canceled: 'cancel',
};

const running = new Set(['running', 'canceling']);

/** Where a pipeline or job stands, in the words of CDEvents. */
export type Phase =
  | { name: 'queued' | 'started' }
  | { name: 'finished'; outcome: 'success' | 'failure' | 'cancel' };

/** What waits for a runner, a resource, a time or a person is queued. */
export function phaseOf(status: string): Phase {
  const outcome = outcomes[status];
  if (outcome) {
    return { name: 'finished', outcome };
  }
  return { name: running.has(status) ? 'started' : 'queued' };
}
