import type { StoredEvent } from '../types';
import { deploymentEvent, event } from './events';

/** Deployments of three repositories, one of them nobody's, a failed run and a change. */
export const someDeliveries: StoredEvent[] = [
  deploymentEvent('requested', { id: '1', minutes: 1 }),
  deploymentEvent('deployed', { id: '1', minutes: 2 }),
  deploymentEvent('requested', { id: '2', minutes: 3 }),
  deploymentEvent('requested', {
    id: 'c',
    minutes: 4,
    repository: 'shop/cart',
  }),
  deploymentEvent('requested', {
    id: 'n',
    minutes: 4,
    repository: 'shop/none',
  }),
  event(
    'runFinished',
    {
      kind: 'pipelineRun',
      repository: 'shop/web',
      runId: '7',
      attempt: 2,
    },
    {
      minutes: 5,
      content: { outcome: 'failure', pipelineName: 'build' },
    },
  ),
  event(
    'changeCreated',
    {
      kind: 'change',
      repository: 'shop/web',
      sha: 'abc',
      title: 'Title',
      pullRequest: { number: 12 },
    },
    { minutes: 6 },
  ),
];
