import {
  Payload,
  webAddress,
  type GateResponseRequest,
} from '@showcaller/backstage-plugin-showcaller-node';
import { MARK, refused, targetText, type GitlabGate } from './GitlabGate';

/** A deployment of the project, as GitLab tells it now. */
export interface GitlabDeployment {
  id: string;
  status: string;
  /** Whether it waits for an approval. */
  blocked: boolean;
  /** Whether an approval is missing; GitLab may call it blocked for a moment longer. */
  waitsForOthers: boolean;
  /** Approvals that are still missing; undefined where GitLab does not say. */
  missing?: number;
  job?: { id: string; status: string; url?: string };
  /** What we answered before. */
  ours?: string;
}

const NEWEST = { order_by: 'id', sort: 'desc', per_page: 100 };

/**
 * Reads what the question is about. Webhooks of jobs tell no deployment: it is found by its job. Undefined when there is
 * none.
 *
 * @throws VendorError also when it deploys another commit, or to another environment, than was asked about.
 */
export async function readDeployment(
  gate: GitlabGate,
  request: GateResponseRequest,
): Promise<GitlabDeployment | undefined> {
  const found = await find(gate, request);
  if (!found) {
    return undefined;
  }
  const id = found.requireId('id');
  const { sha } = request.evaluation.change;
  const environment = targetText(request, 'environment');
  const actual = [found.text('sha'), found.child('environment')?.text('name')];
  if (actual[0] !== sha || actual[1] !== environment) {
    throw refused(
      `deployment ${id} brings ${actual[0]} to ${actual[1]}, but the gate was asked about ${sha} and ${environment}; nothing is answered`,
    );
  }
  const job = found.child('deployable');
  const status = found.requireText('status');
  const missing = found.number('pending_approval_count');
  return {
    id,
    status,
    missing,
    blocked: status === 'blocked' || (missing ?? 0) > 0,
    waitsForOthers: missing === undefined ? status === 'blocked' : missing > 0,
    job: job && {
      id: job.requireId('id'),
      status: job.text('status') ?? 'unknown',
      url: webAddress(job.text('web_url')),
    },
    ours: ownAnswer(found),
  };
}

async function find(
  gate: GitlabGate,
  request: GateResponseRequest,
): Promise<Payload | undefined> {
  const { deploymentId } = request.target;
  if (deploymentId !== undefined) {
    return gate.readObject(request, ['deployments', String(deploymentId)]);
  }
  const jobId = targetText(request, 'jobId');
  const environment = targetText(request, 'environment');
  const list = await gate.readList(request, ['deployments'], {
    ...NEWEST,
    environment,
  });
  const id = list
    .find(one => one.child('deployable')?.requireId('id') === jobId)
    ?.requireId('id');
  // The listing does not tell approvals.
  return id === undefined
    ? undefined
    : gate.readObject(request, ['deployments', id]);
}

/** By our mark; with several rules the approvals are told rule by rule. */
function ownAnswer(deployment: Payload): string | undefined {
  const rules = deployment.child('approval_summary')?.children('rules') ?? [];
  return [
    ...deployment.children('approvals'),
    ...rules.flatMap(rule => rule.children('deployment_approvals')),
  ]
    .find(approval => approval.text('comment')?.startsWith(MARK))
    ?.text('status');
}
