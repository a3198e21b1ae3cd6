import type { DeploymentStatusCreatedEvent } from '@octokit/webhooks-types';
import type { ActiveDeployment, ChainDeployment } from '../simulation/types';
import { nodeId, numericId, pipelineAccount, timestamp } from './actors';
import type { ChainContext } from './ChainContext';
import { deploymentObject } from './deployment';
import { repositoryPayload } from './repository';

type Status = DeploymentStatusCreatedEvent['deployment_status'];

/** The published types do not know the state `inactive`, which GitHub sends for what was replaced. */
export type DeploymentStatusPayload = Omit<
  DeploymentStatusCreatedEvent,
  'deployment_status'
> & {
  deployment_status: Omit<Status, 'state'> & {
    state: Status['state'] | 'inactive';
  };
};

export function deploymentStarted(
  context: ChainContext,
  deployment: ChainDeployment,
): DeploymentStatusPayload {
  return status(context, {
    deployment: { ...deployment, sha: context.chain.commit.sha },
    state: 'in_progress',
    description: '',
    at: deployment.startedAt,
  });
}

export function deploymentFinished(
  context: ChainContext,
  deployment: ChainDeployment,
): DeploymentStatusPayload {
  return status(context, {
    deployment: { ...deployment, sha: context.chain.commit.sha },
    state: deployment.outcome,
    description: deployment.description,
    at: deployment.finishedAt,
  });
}

/** What was live before is marked inactive. */
export function deploymentReplaced(
  context: ChainContext,
  deployment: ChainDeployment,
  replaced: ActiveDeployment,
): DeploymentStatusPayload {
  return status(context, {
    deployment: { ...deployment, ...replaced },
    state: 'inactive',
    description: '',
    at: deployment.finishedAt + 1000,
  });
}

function status(
  context: ChainContext,
  options: {
    deployment: ActiveDeployment &
      Pick<ChainDeployment, 'environment' | 'tier'>;
    state: DeploymentStatusPayload['deployment_status']['state'];
    description: string;
    at: number;
  },
): DeploymentStatusPayload {
  const { api, html, chain } = context;
  const { deployment, state, at } = options;
  const id = numericId(`status/${deployment.id}/${state}`);
  const url = `${api}/deployments/${deployment.id}`;
  const log = `${html}/actions/runs/${chain.run.id}`;
  return {
    action: 'created',
    deployment_status: {
      url: `${url}/statuses/${id}`,
      id,
      node_id: nodeId('DES', id),
      state,
      creator: pipelineAccount,
      description: options.description,
      environment: deployment.environment,
      target_url: log,
      created_at: timestamp(at),
      updated_at: timestamp(at),
      deployment_url: url,
      repository_url: api,
      environment_url: '',
      log_url: log,
      performed_via_github_app: null,
    },
    deployment: deploymentObject(context, { ...deployment, updatedAt: at }),
    repository: repositoryPayload(context.repository, at),
    organization: context.organization,
    sender: pipelineAccount,
  };
}
