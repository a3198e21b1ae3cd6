/** Signals with the same reason as one entry, in the order of their first appearance. */
export function groupByReason(
  unknown: Array<{ label: string; reason: string }>,
): Array<{ reason: string; labels: string[] }> {
  const groups = new Map<string, string[]>();
  for (const { label, reason } of unknown) {
    const labels = groups.get(reason);
    if (labels) {
      labels.push(label);
    } else {
      groups.set(reason, [label]);
    }
  }
  return [...groups].map(([reason, labels]) => ({ reason, labels }));
}
