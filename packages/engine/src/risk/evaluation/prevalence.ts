import { wilsonInterval, type Rate } from './wilsonInterval';

/**
 * The share of positives with its 95 % Wilson interval.
 *
 * @param labels - 0 or 1 per row.
 * @returns undefined without rows.
 * @throws RangeError for a label other than 0 and 1.
 * @public
 */
export function prevalence(labels: ArrayLike<number>): Rate | undefined {
  let count = 0;
  for (let row = 0; row < labels.length; row++) {
    if (labels[row] !== 0 && labels[row] !== 1) {
      throw new RangeError(
        `The label of row ${row} must be 0 or 1, got ${labels[row]}`,
      );
    }
    count += labels[row];
  }
  return wilsonInterval({ count, n: labels.length });
}
