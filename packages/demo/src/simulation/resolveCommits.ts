import type { ActiveDeployment, Chain, RepositoryState } from './types';

/**
 * Puts commit ids in the place of marks, in chains and in the state they left behind. Ids stay as they are.
 *
 * @param ids - commit id by mark
 * @param trees - tree id by commit id
 * @throws Error when git did not tell a mark's id
 */
export function resolveCommits(options: {
  chains: Chain[];
  state: RepositoryState;
  ids: Map<string, string>;
  trees: Map<string, string>;
}): void {
  const { chains, state, ids, trees } = options;
  const resolve = (sha: string) => {
    const id = sha.startsWith(':') ? ids.get(sha) : sha;
    if (!id) {
      throw new Error(`git did not say which commit ${sha} became`);
    }
    return id;
  };
  const resolveActive = (active?: ActiveDeployment) => {
    if (active) {
      active.sha = resolve(active.sha);
    }
  };
  for (const { commit, pullRequest, deployments } of chains) {
    commit.sha = resolve(commit.sha);
    commit.parentSha = resolve(commit.parentSha);
    commit.treeId = trees.get(commit.sha) ?? '';
    pullRequest.headSha = resolve(pullRequest.headSha);
    for (const deployment of deployments) {
      resolveActive(deployment.replaces);
    }
  }
  state.head = resolve(state.head);
  for (const service of Object.values(state.services)) {
    resolveActive(service.active.staging);
    resolveActive(service.active.production);
  }
}
