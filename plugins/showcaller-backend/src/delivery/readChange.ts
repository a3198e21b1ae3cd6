import type { Knex } from 'knex';
import type { ChangeRecord } from './types';

/** What webhooks told about a commit. */
export async function readChange(
  knex: Knex,
  key: { repository: string; sha: string },
): Promise<ChangeRecord | undefined> {
  const row = await knex('change')
    .where({ repository: key.repository.toLowerCase(), sha: key.sha })
    .first();
  return (
    row && {
      repository: row.repository,
      sha: row.sha,
      status: row.status,
      title: row.title ?? undefined,
      url: row.url ?? undefined,
      pullRequest: row.pull_request ?? undefined,
      committedAt: row.committed_at ?? undefined,
      authorHash: row.author_hash ?? undefined,
      files: row.files ? JSON.parse(row.files) : undefined,
      filesTruncated: Boolean(row.files_truncated),
      filesChanged: row.files_changed ?? undefined,
      linesAdded: row.lines_added ?? undefined,
      linesDeleted: row.lines_deleted ?? undefined,
      observedAt: row.observed_at,
    }
  );
}
