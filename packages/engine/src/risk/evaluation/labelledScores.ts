/**
 * Labels are 0 or 1, scores finite, as many of one as of the other.
 *
 * @throws RangeError that says which row does not fit.
 * @internal
 */
export function checkLabelledScores(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
): void {
  if (labels.length !== scores.length || labels.length === 0) {
    throw new RangeError(
      `As many labels as scores are needed, and at least one: got ${labels.length} and ${scores.length}`,
    );
  }
  for (let row = 0; row < labels.length; row++) {
    if (
      (labels[row] !== 0 && labels[row] !== 1) ||
      !Number.isFinite(scores[row])
    ) {
      throw new RangeError(
        `Row ${row} needs a label of 0 or 1 and a finite score, got ${labels[row]} and ${scores[row]}`,
      );
    }
  }
}

/** The rows of one score. @internal */
export interface Tie {
  score: number;
  positives: number;
  negatives: number;
}

/** Rows with equal scores, from the highest score to the lowest. @internal */
export function tiesFromTop(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
): Tie[] {
  const order = Array.from(scores, (_, row) => row).sort(
    (a, b) => scores[b] - scores[a],
  );
  const ties: Tie[] = [];
  let previous: number | undefined;
  for (const row of order) {
    if (scores[row] !== previous) {
      ties.push({ score: scores[row], positives: 0, negatives: 0 });
      previous = scores[row];
    }
    const tie = ties[ties.length - 1];
    tie.positives += labels[row];
    tie.negatives += 1 - labels[row];
  }
  return ties;
}
