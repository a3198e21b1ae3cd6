import type {
  Deployment,
  DeploymentCreatedEvent,
} from '@octokit/webhooks-types';
import type { ChainDeployment } from '../simulation/types';
import { nodeId, pipelineAccount, timestamp } from './actors';
import type { ChainContext } from './ChainContext';
import { repositoryPayload } from './repository';

export function deploymentCreated(
  context: ChainContext,
  deployment: ChainDeployment,
): DeploymentCreatedEvent {
  const { requestedAt } = deployment;
  return {
    action: 'created',
    deployment: deploymentObject(context, {
      ...deployment,
      sha: context.chain.commit.sha,
      updatedAt: requestedAt,
    }),
    workflow: null,
    workflow_run: null,
    repository: repositoryPayload(context.repository, requestedAt),
    organization: context.organization,
    sender: pipelineAccount,
  };
}

/** The deployment as `deployment` and `deployment_status` carry it. */
export function deploymentObject(
  { api }: ChainContext,
  deployment: {
    id: number;
    sha: string;
    environment: string;
    tier: ChainDeployment['tier'];
    requestedAt: number;
    updatedAt: number;
  },
): Deployment {
  const url = `${api}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: nodeId('DE', deployment.id),
    task: 'deploy',
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: null,
    created_at: timestamp(deployment.requestedAt),
    updated_at: timestamp(deployment.updatedAt),
    statuses_url: `${url}/statuses`,
    repository_url: api,
    creator: pipelineAccount,
    sha: deployment.sha,
    ref: 'main',
    payload: {},
    transient_environment: false,
    production_environment: deployment.tier === 'production',
    performed_via_github_app: null,
  };
}
