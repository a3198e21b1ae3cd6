import { type GithubApi, repositoryPath } from '../api/GithubApi';
import { readPages } from './sendPlanned';

const PER_PAGE = 100;
const MOST_PAGES = 5;

export interface CheckRun {
  id: number;
  external_id?: string;
  html_url?: string;
  status?: string;
  conclusion?: string | null;
  app?: { id?: number } | null;
  output?: { summary?: string | null };
}

/** The check run at a commit that the portal's own app wrote about one thing; `externalId` says which thing. */
export async function findCheckRun(
  api: GithubApi,
  options: {
    repository: string;
    sha: string;
    name: string;
    externalId: string;
    signal: AbortSignal;
  },
): Promise<CheckRun | undefined> {
  const { repository, sha, name, externalId, signal } = options;
  const { entries } = await readPages({
    max: MOST_PAGES,
    perPage: PER_PAGE,
    read: async page => {
      const { json } = await api.request(repository, {
        path: repositoryPath(repository, 'commits', sha, 'check-runs'),
        query: { check_name: name, filter: 'all', per_page: PER_PAGE, page },
        signal,
      });
      return (json as { check_runs: CheckRun[] }).check_runs;
    },
  });
  return (entries as CheckRun[]).find(
    ({ external_id, app }) =>
      external_id === externalId &&
      app?.id !== undefined &&
      api.config.appIds.includes(app.id),
  );
}
