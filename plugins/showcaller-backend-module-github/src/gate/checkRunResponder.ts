import type { JsonObject } from '@backstage/types';
import type {
  GateEvaluation,
  GateStatus,
} from '@showcaller/backstage-plugin-showcaller-common';
import type {
  GateResponder,
  GateResponsePlan,
  GateResponseRequest,
} from '@showcaller/backstage-plugin-showcaller-node';
import { createHash } from 'node:crypto';
import { GithubApi, repositoryPath } from '../api/GithubApi';
import { findCommitStatus, type CommitStatus } from '../feedback/commitStatus';
import { contentMarker } from '../feedback/contentMarker';
import { findCheckRun } from '../feedback/findCheckRun';
import { sendRequests } from '../feedback/sendPlanned';
import { gateTarget, refused } from './GateTarget';
import { headingOf, summaryOf } from './gateWords';
import { ASK_FOR_APPROVAL, CHECK_RUN } from './names';

const NAME = 'Showcaller gate';
/** GitHub takes no longer descriptions of commit statuses. */
const LONGEST_DESCRIPTION = 140;
const marker = contentMarker('gate');

/** How the check run of each status ends; undefined while it is under way. */
const conclusions: Record<GateStatus, string | undefined> = {
  ALLOW: 'success',
  BLOCK: 'failure',
  NEEDS_APPROVAL: 'action_required',
  INCONCLUSIVE: 'neutral',
  PENDING: undefined,
};
/** Commit statuses have no word for what waits for people. */
const states: Record<GateStatus, string> = {
  ALLOW: 'success',
  BLOCK: 'failure',
  NEEDS_APPROVAL: 'pending',
  INCONCLUSIVE: 'success',
  PENDING: 'pending',
};

/**
 * Tells a pull request by a check run at its head whether it may be merged; with the token of a person by a commit
 * status. The button that it has while an approval is missing approves nothing: the portal does.
 */
export function createCheckRunResponder(options: {
  api: GithubApi;
}): GateResponder {
  const { api } = options;

  const lookUp = async (request: GateResponseRequest) => {
    const { evaluation, signal } = request;
    const { repository, text } = gateTarget(api, request);
    const sha = text('sha');
    if (sha !== evaluation.change.sha) {
      throw refused(
        `the question is about ${sha}, and the decision about ${evaluation.change.sha}; nothing is answered`,
      );
    }
    const at = { repository, sha, signal };
    if (!(await api.isApp(repository))) {
      const wanted = statusOf(evaluation);
      const found = await findCommitStatus(api, { ...at, wanted });
      return {
        told: found !== undefined,
        url: evaluation.evidenceUrl,
        request: {
          method: 'POST' as const,
          url: api.urlOf({ path: repositoryPath(repository, 'statuses', sha) }),
          body: wanted,
        },
        note: 'It is a commit status instead of a check run, which needs a GitHub App in integrations.github',
      };
    }
    const externalId = `showcaller-gate/${repository}#${text('pullRequest')}`;
    const found = await findCheckRun(api, { ...at, name: NAME, externalId });
    const body = checkRunOf(evaluation);
    const path = repositoryPath(
      repository,
      'check-runs',
      ...(found ? [found.id] : []),
    );
    return {
      told: marker.hashOf(found?.output?.summary) === hashOf(body),
      url: found?.html_url,
      request: {
        method: found ? ('PATCH' as const) : ('POST' as const),
        url: api.urlOf({ path }),
        body: {
          ...marked(body),
          ...(!found && { head_sha: sha, external_id: externalId }),
        },
      },
    };
  };

  return {
    id: CHECK_RUN,
    tellsProgress: true,
    describe: ({ owner, repo, pullRequest, host }) =>
      `check of pull request ${pullRequest} of ${owner}/${repo} on ${host}`,

    async plan(request): Promise<GateResponsePlan> {
      const { told, request: planned, note } = await lookUp(request);
      return { requests: told ? [] : [planned], ...(note && { note }) };
    },

    async apply(request) {
      const { plan, signal } = request;
      const { repository } = gateTarget(api, request);
      await sendRequests(api, { repository, requests: plan.requests, signal });
    },

    async observe(request) {
      const { told, url } = await lookUp(request);
      return { answered: told, url };
    },
  };
}

interface CheckRunBody extends JsonObject {
  output: { title: string; summary: string };
}

function checkRunOf(evaluation: GateEvaluation): CheckRunBody {
  const conclusion = conclusions[evaluation.status];
  return {
    name: NAME,
    details_url: evaluation.evidenceUrl,
    ...(conclusion
      ? { status: 'completed', conclusion }
      : { status: 'in_progress' }),
    output: {
      title: headingOf(evaluation),
      summary: summaryOf(evaluation),
    },
    actions:
      evaluation.status === 'NEEDS_APPROVAL'
        ? [
            {
              label: 'Ask for approval',
              description: 'Marks it; the portal approves',
              identifier: ASK_FOR_APPROVAL,
            },
          ]
        : [],
  };
}

function hashOf(body: CheckRunBody): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}

function marked(body: CheckRunBody): CheckRunBody {
  const { title, summary } = body.output;
  return {
    ...body,
    output: { title, summary: marker.mark(summary, hashOf(body)) },
  };
}

function statusOf(evaluation: GateEvaluation): CommitStatus {
  const { status, explanation, evidenceUrl } = evaluation;
  return {
    context: 'showcaller/gate',
    state: states[status],
    description: `${headingOf(evaluation)}: ${explanation}`.slice(
      0,
      LONGEST_DESCRIPTION,
    ),
    target_url: evidenceUrl,
  };
}
