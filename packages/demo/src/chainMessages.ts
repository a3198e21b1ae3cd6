import type { GateClient } from './gate/GateClient';
import { gateMessage } from './gate/gateMessage';
import type { Organisation } from './organisation/types';
import type { UploadClient } from './sending/UploadClient';
import type { Message } from './sending/types';
import type { WebhookClient } from './sending/WebhookClient';
import type { Chain } from './simulation/types';
import { chainUploads } from './uploads/chainUploads';
import { chainContext } from './webhooks/ChainContext';
import { chainDeliveries } from './webhooks/chainDeliveries';

/**
 * Everything that is told about a chain, in the order in which it happened: GitHub's webhooks, and, where there is a
 * token, what the pipeline uploads, what it asks the gate, and who is on call reports. The first is always a webhook.
 */
export function chainMessages(options: {
  organisation: Organisation;
  chain: Chain;
  /** Name of the history the chain belongs to. */
  history: string;
  webhooks: Pick<WebhookClient, 'send'>;
  uploads?: Pick<UploadClient, 'send'>;
  /** Asked before production, where what is told happens now; `patience` in milliseconds. */
  gate?: { client: Pick<GateClient, 'ask' | 'waitFor'>; patience: number };
}): Message[] {
  const { organisation, chain, history, webhooks, uploads } = options;
  const context = chainContext(organisation, chain);
  const messages = chainDeliveries(context, history).map(
    (delivery): Message => ({
      at: delivery.at,
      send: () => webhooks.send(delivery),
    }),
  );
  const service = context.repository.services.find(
    ({ name }) => name === chain.service,
  );
  if (uploads && service) {
    for (const upload of chainUploads({ chain, service })) {
      messages.push({ at: upload.at, send: () => uploads.send(upload) });
    }
  }
  const question = options.gate && gateMessage({ chain, ...options.gate });
  if (question) {
    messages.push(question);
  }
  return messages.sort((a, b) => a.at - b.at);
}
