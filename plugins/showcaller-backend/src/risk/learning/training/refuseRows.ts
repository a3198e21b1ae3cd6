import { InputError } from '@backstage/errors';
import { countPositives, type DatedRows } from '../rows/DatedRows';

/**
 * Refuses rows that nobody may learn from.
 *
 * @param cut - Milliseconds since 1970; what became known later cannot have been known.
 * @throws InputError that says which rows, and what is wrong with them
 */
export function refuseRows(
  rows: DatedRows,
  limits: { cut: number; least: { labels: number; positives: number } },
): void {
  const { labels, times, maturedAt, ids } = rows;
  const { cut, least } = limits;
  const future = ids.filter(
    (_, row) => times[row] > cut || maturedAt[row] > cut,
  );
  if (future.length > 0) {
    throw new InputError(
      `Labels from the future: ${future.length} of ${
        ids.length
      } rows happened or mature after ${new Date(
        cut,
      ).toISOString()}, the first is ${
        future[0]
      }. Nothing is learned from them; look for a wrong clock or a wrong import.`,
    );
  }
  const positives = countPositives(labels);
  const negatives = labels.length - positives;
  if (labels.length > 0 && (positives === 0 || negatives === 0)) {
    throw new InputError(
      `One class only: all ${labels.length} labels say ${
        positives === 0 ? 'clean' : 'failed'
      }. A model needs both; the serving one stays.`,
    );
  }
  if (labels.length < least.labels || positives < least.positives) {
    throw new InputError(
      `Too few labels: ${labels.length} with ${positives} failures, and ${least.labels} with ${least.positives} are needed. The serving model stays.`,
    );
  }
}
