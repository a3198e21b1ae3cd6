import type { BackendUnderTest } from './BackendUnderTest';
import type { DecisionWatch } from './DecisionWatch';
import { deploymentIdOf, type DeliveryRun, webhooksOf } from './deliveryRun';
import { SECRET } from './prepareServices';

/** The backend that deliveries are sent to, and the reader of its decisions. */
export interface DeliveryTarget {
  backend: BackendUnderTest;
  watch: DecisionWatch;
  progress: (text: string) => void;
}

/**
 * Sends the webhooks of one run, each after the answer to the one before; the end of the deployment after its
 * decision. Answers the milliseconds from the 2xx of the deployment's webhook to the readable decision; undefined when
 * a webhook was not taken or no decision came.
 */
export async function deliver(
  { backend, watch, progress }: DeliveryTarget,
  run: Omit<DeliveryRun, 'at'>,
): Promise<number | undefined> {
  const dated = { ...run, at: new Date() };
  const webhooks = webhooksOf(dated, SECRET);
  try {
    await backend.postWebhook(webhooks.push);
    await backend.postWebhook(webhooks.started);
    await backend.postWebhook(webhooks.finished);
    await backend.postWebhook(webhooks.deployment);
    const accepted = performance.now();
    const decided = await watch.decisionOf(
      run.repository,
      deploymentIdOf(dated),
    );
    await backend.postWebhook(webhooks.deployed);
    return decided === undefined ? undefined : Math.max(0, decided - accepted);
  } catch (error) {
    progress(`run ${run.number} is lost: ${(error as Error).message}`);
    return undefined;
  }
}
