import { chunksOf } from '../database/chunksOf';

/** A commit of a repository. */
export interface Revision {
  repository: string;
  sha: string;
}

/** One text for a revision, to look it up by. */
export function revisionKey({ repository, sha }: Revision): string {
  return `${repository}@${sha}`;
}

/**
 * The rows of any of these revisions. `read` answers the rows of any of these repositories and any of these commits,
 * which every database finds by its index; what is of another pair, like the same commit in a fork, is left out here.
 */
export async function readOfRevisions<T extends Revision>(
  revisions: Revision[],
  read: (among: { repositories: string[]; shas: string[] }) => PromiseLike<T[]>,
): Promise<T[]> {
  const wanted = new Map(revisions.map(one => [revisionKey(one), one]));
  const found: T[] = [];
  for (const chunk of chunksOf([...wanted.values()])) {
    const rows = await read({
      repositories: [...new Set(chunk.map(({ repository }) => repository))],
      shas: [...new Set(chunk.map(({ sha }) => sha))],
    });
    const asked = new Set(chunk.map(revisionKey));
    found.push(...rows.filter(row => asked.has(revisionKey(row))));
  }
  return found;
}
