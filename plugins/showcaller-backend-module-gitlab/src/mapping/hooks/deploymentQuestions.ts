import type {
  CdEvent,
  GateRequestData,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Payload } from '@showcaller/backstage-plugin-showcaller-node';
import { gateRequested } from './gateRequested';
import type { HookItem } from './HookItem';

/** Answered by the responder of the same name. */
export const DEPLOYMENT_APPROVAL = 'gitlab-deployment-approval';

/** What a deployment that nobody has let go yet is called. */
const waiting = new Set(['blocked', 'created']);

/** A deployment that waits for an approval. */
export function deploymentGateRequests(item: HookItem, sha: string): CdEvent[] {
  const { payload } = item;
  if (!waiting.has(payload.requireText('status'))) {
    return [];
  }
  return gateRequest(item, {
    sha,
    environment: payload.requireText('environment'),
    deploymentId: payload.requireId('deployment_id'),
    jobId: idOf(payload, 'deployable_id'),
    projectId: payload.child('project')?.number('id'),
    at: payload.time('status_changed_at'),
  });
}

/**
 * The job of a deployment to a protected environment becomes manual when it has to be approved; GitLab sends no Deployment
 * Hook then. Whether it really waits for an approval is asked before it is answered.
 */
export function jobGateRequests(item: HookItem): CdEvent[] {
  const { payload } = item;
  const environment = startedEnvironment(payload);
  const sha = payload.text('sha');
  if (
    payload.text('build_status') !== 'manual' ||
    environment === undefined ||
    sha === undefined
  ) {
    return [];
  }
  return gateRequest(item, {
    sha,
    environment,
    jobId: payload.requireId('build_id'),
    projectId: payload.number('project_id'),
  });
}

/** Jobs that hold their pipeline up; manual ones that may be left out do not. */
export function pipelineGateRequests(item: HookItem): CdEvent[] {
  const { payload } = item;
  const pipeline = payload.requireChild('object_attributes');
  const sha = pipeline.text('sha');
  if (pipeline.text('status') !== 'manual' || sha === undefined) {
    return [];
  }
  return payload.children('builds').flatMap(build => {
    const environment = startedEnvironment(build);
    const optional =
      build.text('when') === 'manual' && build.flag('allow_failure');
    return build.text('status') !== 'manual' ||
      environment === undefined ||
      optional
      ? []
      : gateRequest(item, {
          sha,
          environment,
          jobId: build.requireId('id'),
          projectId: payload.child('project')?.number('id'),
        });
  });
}

function startedEnvironment(job: Payload): string | undefined {
  const environment = job.child('environment');
  return (environment?.text('action') ?? 'start') === 'start'
    ? environment?.text('name')
    : undefined;
}

function idOf(payload: Payload, name: string): string | undefined {
  const id = payload.number(name) ?? payload.text(name);
  return id === undefined ? undefined : String(id);
}

/** By job where there is one, so that all hooks about one deployment are one question. */
function gateRequest(
  item: HookItem,
  about: {
    sha: string;
    environment: string;
    deploymentId?: string;
    jobId?: string;
    projectId?: number;
    /** When it was asked; the time of receipt when that is not told: jobs were created long before they wait. */
    at?: string;
  },
): CdEvent[] {
  const { payload, repository, project, host, questions, events } = item;
  const { sha, environment, deploymentId, jobId, projectId, at } = about;
  if (!questions.deploymentApprovals) {
    return [];
  }
  const data: GateRequestData = {
    kind: 'gateRequest',
    repository,
    sha,
    environment,
    stage: 'pre-deploy',
    requestedBy: payload.child('user')?.text('username'),
    responder: DEPLOYMENT_APPROVAL,
    target: {
      host,
      project,
      environment,
      ...(projectId !== undefined && { projectId }),
      ...(deploymentId !== undefined && { deploymentId }),
      ...(jobId !== undefined && { jobId }),
    },
  };
  return [
    gateRequested(events, {
      subjectId: `${repository}#gate-gitlab-${
        jobId === undefined ? `deployment-${deploymentId}` : `job-${jobId}`
      }`,
      content: {
        environment,
        ...(deploymentId !== undefined && {
          deployment: `${repository}#deployment-gitlab-${deploymentId}`,
        }),
      },
      at,
      data,
    }),
  ];
}
