/** Where the feedback on a pull request stands at one of its publishers. @public */
export type PullRequestFeedbackStatus =
  | 'pending'
  | 'published'
  | 'dead'
  | 'closed';

/** One row of `GET risk/pull-requests`, newest first. @public */
export interface PullRequestFeedbackRow {
  repository: string;
  number: number;
  /** `github-check`, `github-comment` */
  publisher: string;
  entityRefs: string[];
  headSha: string;
  /** First line of what is told, e.g. `Risk 0.42, elevated`. */
  title: string;
  status: PullRequestFeedbackStatus;
  attempts: number;
  /** Why it is not published yet or never will be, or what was done in another way than wanted. */
  reason?: string;
  /** Where it can be seen. */
  url?: string;
  /** The requests that the last try made, as planned: method, address and body. */
  requests: Array<{ method: string; url: string; body: unknown }>;
  updatedAt: string;
}
