const FIX_WORDS =
  /\b(?:(?:hot|bug)?-?fix(?:e[sd]|ing)?|bugs?|defects?|faults?|regressions?|patch(?:e[sd]|ing)?)\b/i;

/**
 * Whether a commit message says that it fixes something, by the words that Kamei et al. 2013 and Śliwerski et al.
 * 2005 look for. LApredict looks the issue up in the project's tracker, which a repository alone does not have.
 */
export function isFix(message: string): boolean {
  return FIX_WORDS.test(message);
}
