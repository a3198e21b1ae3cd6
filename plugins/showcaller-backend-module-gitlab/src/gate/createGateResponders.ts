import type {
  GateResponder,
  VendorClient,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { GitlabApiConfig } from '../api/readGitlabApiConfig';
import { createCommitStatusResponder } from './commitStatusResponder';
import { createDeploymentApprovalResponder } from './deploymentApprovalResponder';
import { GitlabGate } from './GitlabGate';
import type { GitlabGateConfig } from './readGateConfig';
import { createStatusCheckResponder } from './statusCheckResponder';

/**
 * Everything that GitLab can be answered, also what is not asked any more: an answer may be due for a question of
 * before.
 */
export function createGateResponders(options: {
  client: VendorClient;
  apiConfig: Pick<GitlabApiConfig, 'host' | 'apiBaseUrl'>;
  gateConfig: GitlabGateConfig;
}): GateResponder[] {
  const { client, apiConfig, gateConfig } = options;
  const { representedAs } = gateConfig;
  const gate = GitlabGate.create({ client, config: apiConfig });
  return [
    createDeploymentApprovalResponder({ gate, representedAs }),
    createStatusCheckResponder({ gate }),
    createCommitStatusResponder({ gate }),
  ];
}
