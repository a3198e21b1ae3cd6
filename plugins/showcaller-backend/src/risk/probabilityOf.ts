/** The probability of a margin in log-odds. */
export function probabilityOf(margin: number): number {
  return 1 / (1 + Math.exp(-margin));
}
