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
