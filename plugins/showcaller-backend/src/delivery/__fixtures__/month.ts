import type { StoredEvent } from '../types';
import { at, deploymentEvent, event } from './events';

/** A month of a small shop: a monorepo, a plain repository, one that nobody owns. */
export const month: StoredEvent[] = [
  ...['a', 'b', 'c'].flatMap((sha, i) => [
    event(
      'changeCreated',
      {
        kind: 'change',
        repository: 'shop/mono',
        sha,
        title: `Change ${sha}`,
        filesModified: [i === 0 ? 'cart/x.ts' : 'search/y.ts', 'README.md'],
      },
      { minutes: i * 10 },
    ),
    event(
      'changeMerged',
      { kind: 'change', repository: 'shop/mono', sha, committedAt: at(i) },
      { minutes: i * 10 + 5 },
    ),
    event(
      'runQueued',
      {
        kind: 'pipelineRun',
        repository: 'shop/mono',
        sha,
        runId: sha,
        attempt: 1,
      },
      { minutes: i * 10 + 1 },
    ),
    event(
      'runFinished',
      {
        kind: 'pipelineRun',
        repository: 'shop/mono',
        sha,
        runId: sha,
        attempt: 1,
      },
      { minutes: i * 10 + 4, content: { outcome: 'success' } },
    ),
    event(
      'taskStarted',
      { kind: 'taskRun', repository: 'shop/mono', sha, runId: sha },
      { minutes: i * 10 + 2, content: { taskName: 'test' } },
    ),
  ]),
  ...[1, 2, 3, 4].flatMap(i => [
    deploymentEvent('requested', { id: `d${i}`, minutes: i * 20 }),
    deploymentEvent('started', { id: `d${i}`, minutes: i * 20 + 1 }),
    deploymentEvent(i === 2 ? 'failed' : 'deployed', {
      id: `d${i}`,
      minutes: i * 20 + 2,
    }),
    deploymentEvent('requested', {
      id: `m${i}`,
      minutes: i * 20,
      repository: 'shop/mono',
      environment: i < 3 ? 'cart-live' : 'production',
    }),
  ]),
  deploymentEvent('deactivated', { id: 'd1', minutes: 70 }),
  deploymentEvent('requested', {
    id: 'u',
    minutes: 3,
    repository: 'shop/none',
  }),
  event(
    'packaged',
    {
      kind: 'artifact',
      repository: 'shop/web',
      purl: 'pkg:oci/web@1',
      sha: 'a',
    },
    { minutes: 9 },
  ),
];
