import type { ChangeFacts } from '@showcaller/backstage-plugin-showcaller-node';
import type { TracedFix } from './SzzRun';

/** A change of more files, or more lines, is a refactoring, a new format or an import: its lines tell of older work. */
const MAX_FILES = 100;
const MAX_LINES = 10_000;

/**
 * Leaves the links that may hold: to a change whose facts are known (merges have none), that was committed before the
 * fix, and that is no sweeping one.
 */
export function dropUnlikely(
  traced: TracedFix[],
  facts: Map<string, Pick<ChangeFacts, 'nf' | 'la' | 'ld' | 'committedAt'>>,
): TracedFix[] {
  return traced.map(fix => ({
    ...fix,
    links: fix.links.filter(({ sha, method }) => {
      const change = facts.get(sha);
      return (
        change !== undefined &&
        sha !== fix.sha &&
        Date.parse(change.committedAt) <= Date.parse(fix.fixedAt) &&
        (method === 'revert' ||
          (change.nf <= MAX_FILES && change.la + change.ld <= MAX_LINES))
      );
    }),
  }));
}
