import type { Payload } from '@showcaller/backstage-plugin-showcaller-node';

/** What a deployment is to the ones before it. */
export type Step = 'first' | 'upgrade' | 'rollback';

/**
 * Whether a revision is the first in the history of an application, a new one, or one that was there before another: then
 * it was rolled back to. Argo CD keeps ten entries; the newest is the deployment itself.
 */
export function stepOf(history: Payload[], revision: string): Step {
  const revisions = history
    .map(entry => ({
      id: entry.number('id') ?? 0,
      revision: entry.text('revision') ?? '',
    }))
    .sort((a, b) => a.id - b.id)
    .map(entry => entry.revision);
  if (revisions.length <= 1) {
    return 'first';
  }
  const before = isSame(revisions[revisions.length - 1], revision)
    ? revisions.slice(0, -1)
    : revisions;
  const last = before[before.length - 1];
  return !isSame(last, revision) && before.some(one => isSame(one, revision))
    ? 'rollback'
    : 'upgrade';
}

/** Revisions may be cut short. */
function isSame(one: string, other: string): boolean {
  return (
    one.length >= 4 &&
    other.length >= 4 &&
    (one.startsWith(other) || other.startsWith(one))
  );
}
