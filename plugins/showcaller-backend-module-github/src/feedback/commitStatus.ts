import type { JsonObject } from '@backstage/types';
import type { PullRequestFeedback } from '@showcaller/backstage-plugin-showcaller-node';
import { type GithubApi, repositoryPath } from '../api/GithubApi';
import type { FeedbackConfig } from './readFeedbackConfig';

const CONTEXT = 'showcaller/risk';
/** GitHub takes no longer descriptions. */
const LONGEST_DESCRIPTION = 140;

/** What a commit status says; statuses are never changed, only superseded. */
export interface CommitStatus extends JsonObject {
  context: string;
  state: string;
  description: string;
}

/** A commit status knows no neutral end: what blocks nothing is a success. */
export function commitStatusBody(
  feedback: PullRequestFeedback,
  config: FeedbackConfig,
): CommitStatus {
  const { title, band, detailsUrl } = feedback;
  const blocks = band === 'high' && config.highRiskConclusion !== 'neutral';
  return {
    context: CONTEXT,
    state: blocks ? 'failure' : 'success',
    description: title.slice(0, LONGEST_DESCRIPTION),
    ...(detailsUrl && { target_url: detailsUrl }),
  };
}

/** The newest status of its context at a commit, when it says what is wanted. */
export async function findCommitStatus(
  api: GithubApi,
  options: {
    repository: string;
    sha: string;
    wanted: CommitStatus;
    signal: AbortSignal;
  },
): Promise<{ target_url?: string } | undefined> {
  const { repository, sha, wanted, signal } = options;
  const { json } = await api.request(repository, {
    path: repositoryPath(repository, 'commits', sha, 'statuses'),
    query: { per_page: 100 },
    signal,
  });
  const newest = (
    json as Array<{
      context: string;
      state: string;
      description: string | null;
      target_url?: string;
    }>
  ).find(({ context }) => context === wanted.context);
  return newest &&
    newest.state === wanted.state &&
    newest.description === wanted.description &&
    (newest.target_url ?? undefined) === wanted.target_url
    ? newest
    : undefined;
}
