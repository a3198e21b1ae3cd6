import type {
  CdEvent,
  DeploymentData,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  webAddress,
  type EventName,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { GitlabItem } from './mapGitlabApi';

/** GitLab's deployment states and what they are called here. A cancelled deployment neither failed nor took place. */
const states: Record<string, EventName> = {
  success: 'service.deployed',
  failed: ['deployment', 'failed'],
  running: ['deployment', 'started'],
  canceled: ['deployment', 'cancelled'],
  skipped: ['deployment', 'cancelled'],
  created: ['deployment', 'queued'],
  blocked: ['deployment', 'queued'],
};

/** A deployment was asked for, and how it stands. */
export function mapDeployment(item: GitlabItem): CdEvent[] {
  const { document, repository, events } = item;
  const deployment = document.requireChild('deployment');
  const id = deployment.requireId('id');
  const sha = deployment.requireText('sha');
  const environment = deployment
    .requireChild('environment')
    .requireText('name');
  const job = deployment.child('deployable');
  const status = deployment.requireText('status');
  const requestedAt = deployment.time('created_at');
  const tier = deployment.child('environment')?.text('tier');
  const data: DeploymentData & { environmentTier?: string } = {
    kind: 'deployment',
    repository,
    deploymentId: `gitlab-${id}`,
    sha,
    ref: deployment.text('ref'),
    environment,
    url:
      webAddress(job?.text('web_url')) ??
      webAddress(job?.child('pipeline')?.text('web_url')),
    requestedAt,
    ...(tier !== undefined && { environmentTier: tier }),
  };
  const common = {
    subjectId: `${repository}#deployment-gitlab-${id}`,
    content: {
      environment: { id: environment },
      artifactId: `pkg:gitlab/${repository}@${sha}`,
    },
    sha,
  };
  const updatedAt = deployment.time('updated_at');
  return [
    events.create(['deployment', 'requested'], {
      ...common,
      at: requestedAt ?? updatedAt,
      data,
    }),
    events.create(states[status] ?? ['deployment', 'updated'], {
      ...common,
      at:
        status === 'running'
          ? job?.time('started_at') ?? updatedAt
          : job?.time('finished_at') ?? updatedAt ?? requestedAt,
      data: { ...data, rawStatus: status },
    }),
  ];
}
