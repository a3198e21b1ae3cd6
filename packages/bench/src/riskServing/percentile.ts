/** The smallest value that a share of all values does not exceed (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[
    Math.min(
      sorted.length - 1,
      Math.max(0, Math.ceil(share * sorted.length) - 1),
    )
  ];
}
