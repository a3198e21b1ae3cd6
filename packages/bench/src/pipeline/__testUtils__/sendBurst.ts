import type { WebhookReceipt } from '@showcaller/backstage-plugin-showcaller-common';
import type { BackendUnderTest } from '../BackendUnderTest';
import type { SignedWebhook } from '../deliveryRun';

/** How many webhooks are under way at a time. */
export const SENDERS = 8;

/** Status of the receipts, by delivery. */
export type Receipts = Map<string, WebhookReceipt['status']>;

/**
 * Eight senders take one webhook after another until there are no more, or until no backend answers them. Kills the
 * backend at the moment that `killAfter` are accepted, with the others under way. Answers what was accepted; a webhook
 * without an answer is not sent again.
 */
export async function sendBurst(options: {
  backend: BackendUnderTest;
  webhooks: Iterator<SignedWebhook>;
  killAfter?: number;
}): Promise<Receipts> {
  const { backend, webhooks, killAfter } = options;
  const receipts: Receipts = new Map();
  let killed: Promise<void> | undefined;
  const send = async () => {
    for (let next = webhooks.next(); !next.done; next = webhooks.next()) {
      let receipt: WebhookReceipt;
      try {
        receipt = await backend.postWebhook(next.value);
      } catch (error) {
        if (killed) {
          return;
        }
        throw error;
      }
      receipts.set(next.value.headers['x-github-delivery'], receipt.status);
      if (receipts.size === killAfter) {
        killed = backend.kill();
      }
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
  await killed;
  return receipts;
}
