import type { ChangeRow } from '@showcaller/backstage-plugin-showcaller-common';

/** Risk (0-1) of changes of one repository, by sha. */
export type AnnotateChanges = (
  repository: string,
  shas: string[],
) => Promise<Map<string, number>>;

/** The rows with the risk of each change, where it has one; their order stays. */
export async function annotateChangeRows(
  rows: ChangeRow[],
  annotate: AnnotateChanges,
): Promise<ChangeRow[]> {
  const risks = new Map<string, Map<string, number>>();
  for (const repository of new Set(rows.map(row => row.repository))) {
    const shas = rows
      .filter(row => row.repository === repository)
      .map(({ sha }) => sha);
    risks.set(repository, await annotate(repository, shas));
  }
  return rows.map(row => ({
    ...row,
    risk: risks.get(row.repository)?.get(row.sha),
  }));
}
