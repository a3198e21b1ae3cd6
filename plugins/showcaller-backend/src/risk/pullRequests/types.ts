import type {
  RiskAssessment,
  RiskCounterfactual,
  RiskGroupShare,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { PullRequestFeedback } from '@showcaller/backstage-plugin-showcaller-node';

/** A pull request as its newest event tells it. */
export interface PullRequestHead {
  /** `owner/repo`, lower case. */
  repository: string;
  number: number;
  headSha: string;
  /** Revision that it is to be merged into. */
  baseSha?: string;
  title?: string;
  url?: string;
  status: 'open' | 'merged' | 'closed';
  /** When that happened, RFC 3339. */
  occurredAt: string;
}

/** A pull request that one worker scores until its lease ends. */
export interface ScoreClaim {
  pullRequest: PullRequestHead;
  attempts: number;
  token: string;
}

/** What a pull request means for one entity. */
export interface ScoredPart {
  assessment: RiskAssessment;
  /** Shares of the groups, the greatest first. */
  groups: RiskGroupShare[];
  /** What would lower the risk, the greatest effect first. */
  counterfactuals: RiskCounterfactual[];
  awaitsFacts: boolean;
}

/** What one publisher is to tell. */
export interface NewFeedback {
  publisher: string;
  entityRefs: string[];
  feedback: PullRequestFeedback;
}

/** Feedback that one worker delivers until its lease ends. */
export interface FeedbackClaim {
  publisher: string;
  feedback: PullRequestFeedback;
  attempts: number;
  token: string;
}
