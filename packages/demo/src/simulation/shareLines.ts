import type { SeededRandom } from '../random/SeededRandom';
import type { LineCounts } from '../repositories/Workspace';

/**
 * Splits a change over files unevenly: one file usually takes most of it. Every file gets at least one added line,
 * so a change of more files than lines grows a little.
 */
export function shareLines(
  total: LineCounts,
  files: number,
  random: SeededRandom,
): LineCounts[] {
  const weights = Array.from({ length: files }, () => random.logNormal(1, 1));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map(weight => ({
    added: Math.max(1, Math.round((total.added * weight) / sum)),
    deleted: Math.round((total.deleted * weight) / sum),
  }));
}
