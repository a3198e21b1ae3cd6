const FIRST_MS = 2_000;
const LONGEST_MS = 15 * 60 * 1000;

/**
 * How long to wait before try number `attempts + 1`, in ms: doubling from 2 s to at most 15 min, of which a random half is
 * left out, so that several who failed together do not come back together ("equal jitter").
 */
export function retryWait(attempts: number, random: () => number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempts);
  return longest / 2 + (random() * longest) / 2;
}
