import type {
  GateResponder,
  GateResponsePlan,
  GateResponseRequest,
} from '@showcaller/backstage-plugin-showcaller-node';
import { DEPLOYMENT_APPROVAL } from '../mapping/hooks/deploymentQuestions';
import { commentOf, type GitlabGate } from './GitlabGate';
import { readDeployment, type GitlabDeployment } from './readDeployment';

const answers = { pass: 'approved', fail: 'rejected', pending: undefined };

/**
 * Approves or rejects a deployment to a protected environment. GitLab does not start an approved job by itself: it is
 * played as well, once nobody else's approval is missing.
 */
export function createDeploymentApprovalResponder(options: {
  gate: GitlabGate;
  representedAs?: string;
}): GateResponder {
  const { gate, representedAs } = options;

  const planFor = (
    request: GateResponseRequest,
    deployment: GitlabDeployment | undefined,
  ): GateResponsePlan => {
    const wanted = answers[request.evaluation.verdict];
    if (!wanted) {
      return { requests: [] };
    }
    if (!deployment) {
      return {
        requests: [],
        note: `No deployment belongs to job ${request.target.jobId}; a manual job is left to people`,
      };
    }
    const { id, status, blocked, waitsForOthers, missing, job, ours } =
      deployment;
    const play =
      wanted === 'approved' && job?.status === 'manual'
        ? [gate.planned(request, ['jobs', job.id, 'play'], {})]
        : [];
    if (ours !== undefined && ours !== wanted) {
      return {
        requests: [],
        note: `Deployment ${id} was ${ours} by Showcaller before, and GitLab lets nobody answer twice; start a new one`,
      };
    }
    if (ours !== undefined) {
      return {
        requests: waitsForOthers ? [] : play,
        ...(waitsForOthers && {
          note: `Deployment ${id} still waits for other approvals`,
        }),
      };
    }
    if (!blocked) {
      return {
        requests: [],
        note: `Deployment ${id} is ${status} and waits for no approval`,
      };
    }
    return {
      requests: [
        gate.planned(request, ['deployments', id, 'approval'], {
          status: wanted,
          comment: commentOf(request.evaluation),
          ...(representedAs !== undefined && {
            represented_as: representedAs,
          }),
        }),
        ...play,
      ],
      ...((missing ?? 0) > 1 && {
        note: `Deployment ${id} needs ${missing} approvals; its job is started after the last one`,
      }),
    };
  };

  return {
    id: DEPLOYMENT_APPROVAL,
    tellsProgress: false,
    describe: ({ deploymentId, jobId, project, environment, host }) =>
      `${
        deploymentId === undefined
          ? `job ${jobId}`
          : `deployment ${deploymentId}`
      } of ${project} to ${environment} on ${host}`,
    plan: async request =>
      planFor(request, await readDeployment(gate, request)),
    async apply(request) {
      for (const planned of request.plan.requests) {
        // The approval may not have been the last that was missing: GitLab would refuse to start the job.
        if (
          planned.url.endsWith('/play') &&
          (await readDeployment(gate, request))?.waitsForOthers
        ) {
          return;
        }
        await gate.send(request, planned);
      }
    },
    async observe(request) {
      const deployment = await readDeployment(gate, request);
      const { requests } = planFor(request, deployment);
      return { answered: requests.length === 0, url: deployment?.job?.url };
    },
  };
}
