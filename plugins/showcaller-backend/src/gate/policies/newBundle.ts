import { timestamp } from '../../database/timestamp';
import type { CheckedBundle } from './CheckedBundles';
import type { StoredBundle } from './types';

/** A bundle that was checked, as it is to be stored. */
export function newBundle(
  { hash, files, policy, tests }: CheckedBundle,
  about: Pick<
    StoredBundle,
    'origin' | 'createdBy' | 'comment' | 'sourceRevision' | 'authorHash'
  > & { now: Date },
): StoredBundle {
  const { now, ...rest } = about;
  const count = (severity: 'error' | 'warning') =>
    policy.diagnostics.filter(found => found.severity === severity).length;
  const testsPassed = tests.filter(({ passed }) => passed).length;
  return {
    ...rest,
    hash,
    files,
    createdAt: timestamp(now),
    ruleCount: policy.rules.length,
    errors: count('error'),
    warnings: count('warning'),
    testsPassed,
    testsFailed: tests.length - testsPassed,
  };
}
