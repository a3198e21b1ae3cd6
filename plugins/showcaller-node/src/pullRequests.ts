import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { RiskBand } from '@showcaller/backstage-plugin-showcaller-common';
import type { JsonObject } from '@backstage/types';

/** What a pull request is to be told. @public */
export interface PullRequestFeedback {
  /** `owner/repo`, lower case. */
  repository: string;
  number: number;
  headSha: string;
  /** One line: `Risk 0.42 (0.31 to 0.55), elevated`. */
  title: string;
  /** Markdown; nothing in it mentions anybody or links where a stranger wants. */
  summary: string;
  /** The highest of its parts. */
  band: RiskBand;
  detailsUrl?: string;
  /** SHA-256 of all the above, hex. */
  contentHash: string;
}

/** One request that changes something outside, exactly as it will be sent; without credentials. @public */
export interface PlannedRequest {
  method: 'POST' | 'PATCH';
  url: string;
  body: JsonObject;
}

/** @public */
export interface FeedbackPlan {
  /** None when what is there already says it. */
  requests: PlannedRequest[];
  /** What is done in another way than wanted, and why. */
  note?: string;
}

/** What is there now. @public */
export interface FeedbackObservation {
  /** Of the content that is shown; absent when there is nothing of ours. */
  contentHash?: string;
  url?: string;
}

/** @public */
export interface FeedbackRequest {
  feedback: PullRequestFeedback;
  signal: AbortSignal;
}

/**
 * Tells pull requests of one vendor about their risk. Called by one replica at a time for a pull request. All methods
 * throw VendorError.
 *
 * @public
 */
export interface PullRequestPublisher {
  /** `github-check`, `github-comment` */
  id: string;
  /** Whether pull requests of an entity with these annotations are to be told. */
  wants(annotations: Record<string, string>): boolean;
  /** Looks what is there, changes nothing, and says what has to be sent. */
  plan(request: FeedbackRequest): Promise<FeedbackPlan>;
  /** Sends what was planned. */
  apply(request: FeedbackRequest & { plan: FeedbackPlan }): Promise<void>;
  /** Looks again. */
  observe(request: FeedbackRequest): Promise<FeedbackObservation>;
}

/** @public */
export interface ShowcallerPullRequestFeedbackExtensionPoint {
  /** Throws when a publisher of the same id was added before. */
  addPublisher(publisher: PullRequestPublisher): void;
}

/** Adds places where pull requests are told about their risk. @public */
export const showcallerPullRequestFeedbackExtensionPoint =
  createExtensionPoint<ShowcallerPullRequestFeedbackExtensionPoint>({
    id: 'showcaller.pull-request-feedback',
  });
