import { rocAuc } from '@showcaller/engine/risk';
import type { JitProject } from './readJit';

/** The simplest ranking there is: by lines added alone, nothing fitted. Undefined without that column or with one class. */
export function aucOfLinesAdded({
  features,
  test,
}: JitProject): number | undefined {
  const column = features.indexOf('la');
  if (column === -1 || test.labels.length === 0) {
    return undefined;
  }
  return rocAuc(
    test.labels,
    Float64Array.from(test.labels, (_, row) => {
      const lines = test.rows[row * features.length + column];
      return Number.isNaN(lines) ? -1 : lines;
    }),
  );
}
