import type {
  PullRequestFeedbackRow,
  PullRequestFeedbackStatus,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { PullRequestFeedback } from '@showcaller/backstage-plugin-showcaller-node';

/** A row of `pull_request_feedback`. */
export interface FeedbackTableRow {
  repository: string;
  number: number;
  publisher: string;
  entity_refs: string;
  content: string;
  content_hash: string;
  published_hash: string | null;
  status: PullRequestFeedbackStatus;
  attempts: number;
  not_before: string;
  reason: string | null;
  url: string | null;
  requests: string;
  updated_at: string;
  leased_by: string | null;
  leased_until: string | null;
}

export function toFeedbackRow(row: FeedbackTableRow): PullRequestFeedbackRow {
  const feedback: PullRequestFeedback = JSON.parse(row.content);
  return {
    repository: row.repository,
    number: row.number,
    publisher: row.publisher,
    entityRefs: JSON.parse(row.entity_refs),
    headSha: feedback.headSha,
    title: feedback.title,
    status: row.status,
    attempts: row.attempts,
    reason: row.reason ?? undefined,
    url: row.url ?? undefined,
    requests: JSON.parse(row.requests),
    updatedAt: row.updated_at,
  };
}
