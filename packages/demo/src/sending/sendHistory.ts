import type { Chain } from '../simulation/types';
import type { Delivery } from '../webhooks/types';
import type { WebhookClient } from './WebhookClient';

const senders = 8;

/**
 * Sends chains in the given order, a few at a time; the events of one chain follow each other.
 *
 * @param options - `onChain` is told how many chains from the start are completely sent, after each chain
 */
export async function sendHistory(options: {
  ordered: Chain[];
  /** Chains that were sent before. */
  from: number;
  client: Pick<WebhookClient, 'send'>;
  deliveriesOf: (chain: Chain) => Delivery[];
  onDelivery: () => void;
  onChain: (sent: number) => void;
}): Promise<void> {
  const { ordered, client } = options;
  const finished = new Set<number>();
  let next = options.from;
  let sent = options.from;
  const sender = async () => {
    for (let index = next++; index < ordered.length; index = next++) {
      for (const delivery of options.deliveriesOf(ordered[index])) {
        await client.send(delivery);
        options.onDelivery();
      }
      finished.add(index);
      while (finished.delete(sent)) {
        sent += 1;
      }
      options.onChain(sent);
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
}
