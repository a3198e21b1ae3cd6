import type { JsonObject } from '@backstage/types';
import type {
  FeedbackRequest,
  PullRequestFeedback,
} from '@showcaller/backstage-plugin-showcaller-node';
import { GithubApi, repositoryPath } from '../api/GithubApi';
import type { FeedbackConfig } from './readFeedbackConfig';

const CONTEXT = 'showcaller/risk';
/** GitHub takes no longer descriptions. */
const LONGEST_DESCRIPTION = 140;

interface CommitStatus {
  context: string;
  state: string;
  description: string | null;
  target_url?: string;
}

/** A commit status knows no neutral end: what blocks nothing is a success. */
export function commitStatusBody(
  feedback: PullRequestFeedback,
  config: FeedbackConfig,
): JsonObject {
  const { title, band, detailsUrl } = feedback;
  const blocks = band === 'high' && config.highRiskConclusion !== 'neutral';
  return {
    context: CONTEXT,
    state: blocks ? 'failure' : 'success',
    description: title.slice(0, LONGEST_DESCRIPTION),
    ...(detailsUrl && { target_url: detailsUrl }),
  };
}

/** The newest status of ours at the head, when it says what is wanted. Statuses are never changed, only superseded. */
export async function findCommitStatus(
  api: GithubApi,
  request: FeedbackRequest & { config: FeedbackConfig },
): Promise<CommitStatus | undefined> {
  const { feedback, config, signal } = request;
  const { repository, headSha } = feedback;
  const { json } = await api.request(repository, {
    path: repositoryPath(repository, 'commits', headSha, 'statuses'),
    query: { per_page: 100 },
    signal,
  });
  const newest = (json as CommitStatus[]).find(
    ({ context }) => context === CONTEXT,
  );
  const wanted = commitStatusBody(feedback, config);
  return newest &&
    newest.state === wanted.state &&
    newest.description === wanted.description &&
    (newest.target_url ?? undefined) === wanted.target_url
    ? newest
    : undefined;
}
