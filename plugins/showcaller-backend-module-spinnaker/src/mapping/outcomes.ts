/** CDEvents' word for Spinnaker's statuses. A cancelled execution says `failed` in its type and CANCELED here. */
const outcomes: Record<string, 'success' | 'failure' | 'cancel' | 'error'> = {
  SUCCEEDED: 'success',
  SKIPPED: 'success',
  TERMINAL: 'failure',
  FAILED_CONTINUE: 'failure',
  CANCELED: 'cancel',
  STOPPED: 'cancel',
};

/** By the status, which says more, or by the phase of the event. */
export function outcomeOf(
  status: string | undefined,
  phase: string,
): 'success' | 'failure' | 'cancel' | 'error' {
  const told = status === undefined ? undefined : outcomes[status];
  return told ?? (phase === 'complete' ? 'success' : 'failure');
}
