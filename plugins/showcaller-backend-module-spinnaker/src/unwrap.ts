import type { Payload } from '@showcaller/backstage-plugin-showcaller-node';

/** The event itself: `rest.endpoints[].wrap` puts it below `payload`, beside `eventName`. */
export function unwrap(body: Payload): Payload {
  return body.child('details') ? body : body.child('payload') ?? body;
}
