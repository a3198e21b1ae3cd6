import { evaluateLinear } from './evaluateLinear';
import { logLoss } from './evaluation/metrics';
import type { RiskFeature } from './riskFeatures';
import { trainLogistic } from './trainLogistic';

/** Rows of one project in the order of time. @public */
export interface OrderedRows {
  /** Raw feature values, row-major; NaN is unknown. */
  rows: Float64Array;
  /** 0 or 1 per row. */
  labels: ArrayLike<number>;
}

/**
 * Several projects as one training set in which each project weighs the same, however many rows it has, and is a group.
 *
 * @public
 */
export function poolEqually(projects: readonly OrderedRows[]): {
  rows: Float64Array;
  labels: Uint8Array;
  weights: Float64Array;
  groups: Uint16Array;
} {
  const rows = new Float64Array(
    projects.reduce((total, project) => total + project.rows.length, 0),
  );
  const labels: number[] = [];
  const weights: number[] = [];
  const groups: number[] = [];
  let offset = 0;
  for (const [group, project] of projects.entries()) {
    rows.set(project.rows, offset);
    offset += project.rows.length;
    for (const label of Array.from(project.labels)) {
      labels.push(label);
      weights.push(1 / project.labels.length);
      groups.push(group);
    }
  }
  return {
    rows,
    labels: Uint8Array.from(labels),
    weights: Float64Array.from(weights),
    groups: Uint16Array.from(groups),
  };
}

/**
 * Chooses the regularisation by time: for each candidate, fit on the first `share` of every project and take the log loss
 * on its later rows, at the project's own intercept, averaged over the projects. The smallest wins; of equal ones the
 * stronger.
 *
 * @returns the candidates with their loss, and the chosen one.
 * @throws RangeError without candidates, and whatever `trainLogistic` throws.
 * @public
 */
export function chooseL2(options: {
  projects: readonly OrderedRows[];
  features: readonly RiskFeature[];
  candidates: readonly number[];
  /** Share of the rows to fit on, 0.8 when absent. */
  share?: number;
}): { l2: number; losses: Array<{ l2: number; logLoss: number }> } {
  const { projects, features, candidates, share = 0.8 } = options;
  if (candidates.length === 0) {
    throw new RangeError('There is no l2 to choose from');
  }
  const width = features.length;
  const parts = projects.map(({ rows, labels }) => {
    const cut = Math.floor(labels.length * share);
    const all = Array.from(labels);
    return {
      fit: { rows: rows.subarray(0, cut * width), labels: all.slice(0, cut) },
      later: { rows: rows.subarray(cut * width), labels: all.slice(cut) },
    };
  });
  const pooled = poolEqually(parts.map(({ fit }) => fit));
  const losses = candidates.map(l2 => {
    const model = trainLogistic({ ...pooled, features, l2 });
    const perProject = parts.map(({ later }, group) =>
      logLoss(
        later.labels,
        later.labels.map(
          (_, row) =>
            evaluateLinear(
              { ...model, intercept: model.groupIntercepts[group] },
              later.rows.subarray(row * width, (row + 1) * width),
            ).probability,
        ),
      ),
    );
    return {
      l2,
      logLoss:
        perProject.reduce((total, loss) => total + loss, 0) / perProject.length,
    };
  });
  const best = losses.reduce((a, b) =>
    b.logLoss < a.logLoss || (b.logLoss === a.logLoss && b.l2 > a.l2) ? b : a,
  );
  return { l2: best.l2, losses };
}
