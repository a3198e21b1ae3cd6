import type { Chain } from './types';

/** A small successful chain for tests. */
export function exampleChain(options: {
  id: string;
  service: string;
  mergedAt: number;
}): Chain {
  const { id, service, mergedAt } = options;
  return {
    id,
    service,
    repository: `brightcart/${service}`,
    kind: 'fix',
    author: 'a',
    reviewer: 'b',
    pullRequest: {
      number: 1,
      id: 2,
      title: 'Fix it',
      branch: 'a/fix-it',
      headSha: '1'.repeat(40),
      authoredAt: mergedAt - 2000,
      openedAt: mergedAt - 1000,
      mergedAt,
    },
    commit: {
      sha: '2'.repeat(40),
      parentSha: '3'.repeat(40),
      treeId: '4'.repeat(40),
      message: 'Fix it (#1)',
      added: [],
      modified: ['a.ts'],
      removed: [],
      linesAdded: 1,
      linesDeleted: 1,
    },
    run: { id: 3, number: 1, attempts: [] },
    deployments: [
      {
        id: 4,
        environment: 'production',
        tier: 'production',
        requestedAt: mergedAt + 1000,
        startedAt: mergedAt + 2000,
        finishedAt: mergedAt + 3000,
        outcome: 'success',
        description: 'Live in production',
      },
    ],
    evidence: {
      changedLines: 2,
      lateFriday: false,
      hotFile: false,
      unfamiliar: false,
      flakyTests: false,
      slower: false,
      majorUpdate: false,
    },
    quality: { flakyTests: [], brokenTests: [], benchmarks: [], packages: {} },
    incidents: [],
  };
}
