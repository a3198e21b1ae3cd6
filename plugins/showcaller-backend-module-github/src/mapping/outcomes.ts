/** CDEvents' word for GitHub's conclusions; what it has no word for is an error, the raw word travels beside it. */
const outcomes: Record<string, 'success' | 'failure' | 'cancel' | 'error'> = {
  success: 'success',
  neutral: 'success',
  skipped: 'success',
  failure: 'failure',
  cancelled: 'cancel',
  stale: 'cancel',
  timed_out: 'error',
  action_required: 'error',
  startup_failure: 'error',
};

/** Undefined while GitHub does not say how it ended. */
export function outcomeOf(
  conclusion: string | undefined,
): 'success' | 'failure' | 'cancel' | 'error' | undefined {
  return conclusion === undefined ? undefined : outcomes[conclusion] ?? 'error';
}
