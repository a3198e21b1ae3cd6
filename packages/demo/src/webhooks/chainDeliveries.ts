import { createHash } from 'node:crypto';
import { checkRunCompleted } from './checkRun';
import type { ChainContext } from './ChainContext';
import { deploymentCreated } from './deployment';
import {
  deploymentFinished,
  deploymentReplaced,
  deploymentStarted,
} from './deploymentStatus';
import { pullRequestMerged, pullRequestOpened } from './pullRequest';
import { push } from './push';
import { releasePublished } from './release';
import type { Delivery, WebhookEvent } from './types';
import { workflowJobCompleted, workflowJobInProgress } from './workflowJob';
import {
  workflowRunCompleted,
  workflowRunInProgress,
  workflowRunRequested,
} from './workflowRun';

/**
 * Everything GitHub would send about a chain, in the order in which it happened. Payloads are built one by one, when
 * they are sent.
 *
 * @param history - name of the history the chain belongs to; delivery ids differ between histories
 */
export function chainDeliveries(
  context: ChainContext,
  history: string,
): Delivery[] {
  const { chain } = context;
  const { pullRequest, check, release } = chain;
  const deliveries: Delivery[] = [];
  const send = (event: WebhookEvent, at: number, payload: () => object) => {
    const key = [history, chain.repository, chain.id, deliveries.length];
    deliveries.push({ id: uuid(key.join('/')), event, at, payload });
  };
  send('pull_request', pullRequest.openedAt, () => pullRequestOpened(context));
  if (check) {
    send('check_run', check.finishedAt, () =>
      checkRunCompleted(context, check),
    );
  }
  send('pull_request', pullRequest.mergedAt, () => pullRequestMerged(context));
  send('push', pullRequest.mergedAt, () => push(context));
  for (const attempt of chain.run.attempts) {
    if (attempt.attempt === 1) {
      // GitHub sends `requested` for the first attempt only.
      send('workflow_run', attempt.startedAt, () =>
        workflowRunRequested(context, attempt),
      );
    }
    send('workflow_run', attempt.jobs[0].startedAt, () =>
      workflowRunInProgress(context, attempt),
    );
    for (const [index, job] of attempt.jobs.entries()) {
      if (index === 0) {
        // The start of a deploying job is told by the status of its deployment.
        send('workflow_job', job.startedAt, () =>
          workflowJobInProgress(context, attempt, job),
        );
      }
      send('workflow_job', job.finishedAt, () =>
        workflowJobCompleted(context, attempt, job),
      );
    }
    send('workflow_run', attempt.finishedAt, () =>
      workflowRunCompleted(context, attempt),
    );
  }
  for (const deployment of chain.deployments) {
    const { replaces } = deployment;
    send('deployment', deployment.requestedAt, () =>
      deploymentCreated(context, deployment),
    );
    send('deployment_status', deployment.startedAt, () =>
      deploymentStarted(context, deployment),
    );
    send('deployment_status', deployment.finishedAt, () =>
      deploymentFinished(context, deployment),
    );
    if (replaces && deployment.outcome === 'success') {
      send('deployment_status', deployment.finishedAt + 1000, () =>
        deploymentReplaced(context, deployment, replaces),
      );
    }
  }
  if (release) {
    send('release', release.publishedAt, () =>
      releasePublished(context, release),
    );
  }
  return deliveries.sort((a, b) => a.at - b.at);
}

/** A name-based UUID (version 5 layout) of a text. */
function uuid(name: string): string {
  const digest = createHash('sha1').update(name).digest();
  digest[6] = (digest[6] & 0x0f) | 0x50;
  digest[8] = (digest[8] & 0x3f) | 0x80;
  const hex = digest.toString('hex', 0, 16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
