/** Why a word of the reader was not taken: what the backend said, and what that means for the page. */
export function problemKey(
  status: number | undefined,
): 'problem.conflict' | 'problem.forbidden' | undefined {
  if (status === 409) {
    return 'problem.conflict';
  }
  return status === 403 ? 'problem.forbidden' : undefined;
}
