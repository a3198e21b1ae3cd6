import type { JsonObject } from '@backstage/types';
import type {
  FeedbackRequest,
  PullRequestPublisher,
} from '@showcaller/backstage-plugin-showcaller-node';
import { GithubApi, repositoryPath } from '../api/GithubApi';
import { commitStatusBody, findCommitStatus } from './commitStatus';
import { markedHash, withMarker } from './contentMarker';
import { wantsFeedback, type FeedbackConfig } from './readFeedbackConfig';
import { findCheckRun } from './findCheckRun';
import { sendPlanned } from './sendPlanned';

const NAME = 'Showcaller risk';

/**
 * A check run at the head of the pull request, which blocks nothing unless it is configured to. Check runs need a GitHub
 * App; with the token of a person it becomes a commit status.
 */
export function createCheckPublisher(options: {
  api: GithubApi;
  config: FeedbackConfig;
}): PullRequestPublisher {
  const { api, config } = options;

  const findOwn = (request: FeedbackRequest) =>
    findCheckRun(api, {
      repository: request.feedback.repository,
      sha: request.feedback.headSha,
      name: NAME,
      externalId: externalId(request),
      signal: request.signal,
    });

  const checkRunBody = ({ feedback }: FeedbackRequest): JsonObject => {
    const { title, summary, contentHash, band, detailsUrl } = feedback;
    return {
      name: NAME,
      status: 'completed',
      conclusion: band === 'high' ? config.highRiskConclusion : 'neutral',
      ...(detailsUrl && { details_url: detailsUrl }),
      output: { title, summary: withMarker(summary, contentHash) },
    };
  };

  return {
    id: 'github-check',
    wants: annotations =>
      wantsFeedback('check', { annotations, mode: config.mode }),

    async plan(request) {
      const { repository, headSha, contentHash } = request.feedback;
      if (!(await api.isApp(repository))) {
        const wanted = commitStatusBody(request.feedback, config);
        const found = await findCommitStatus(api, {
          repository,
          sha: headSha,
          wanted,
          signal: request.signal,
        });
        return {
          note: "It is a commit status instead of a check run: check runs need a GitHub App in integrations.github, which has a person's token.",
          requests: found
            ? []
            : [
                {
                  method: 'POST',
                  url: api.urlOf({
                    path: repositoryPath(repository, 'statuses', headSha),
                  }),
                  body: wanted,
                },
              ],
        };
      }
      const found = await findOwn(request);
      if (found && markedHash(found.output?.summary) === contentHash) {
        return { requests: [] };
      }
      const path = repositoryPath(
        repository,
        'check-runs',
        ...(found ? [found.id] : []),
      );
      return {
        requests: [
          {
            method: found ? 'PATCH' : 'POST',
            url: api.urlOf({ path }),
            body: {
              ...checkRunBody(request),
              ...(!found && {
                head_sha: headSha,
                external_id: externalId(request),
              }),
            },
          },
        ],
      };
    },

    apply: request => sendPlanned(api, request),

    async observe(request) {
      const { repository, headSha, contentHash } = request.feedback;
      if (!(await api.isApp(repository))) {
        const status = await findCommitStatus(api, {
          repository,
          sha: headSha,
          wanted: commitStatusBody(request.feedback, config),
          signal: request.signal,
        });
        return status ? { contentHash, url: status.target_url } : {};
      }
      const found = await findOwn(request);
      return {
        contentHash: markedHash(found?.output?.summary),
        url: found?.html_url,
      };
    },
  };
}

/** One check run for each pull request, though several may have the same head. */
function externalId({ feedback }: FeedbackRequest): string {
  return `showcaller-risk/${feedback.repository}#${feedback.number}`;
}
