import { InputError } from '@backstage/errors';
import type { WebhookRequest } from '@showcaller/backstage-plugin-showcaller-node';

/** Node takes 16 KiB of headers altogether; what is larger belongs into a body. */
const HEADER_LIMIT = 12 * 1024;

/**
 * The bytes of the event: the body, or the header `Ce-Data` (as Spinnaker has it) where there is no body. As everywhere
 * in CloudEvents, a header may be percent-encoded.
 *
 * @throws InputError when both are there, or the header is too long.
 */
export function eventBytes(request: WebhookRequest): Buffer {
  const header = request.headers['ce-data'];
  if (header === undefined) {
    return request.body;
  }
  if (request.body.length > 0) {
    throw new InputError(
      'There is an event in the header Ce-Data and one in the body; send one of them',
    );
  }
  if (header.length > HEADER_LIMIT) {
    throw new InputError(
      `The header Ce-Data has ${header.length} bytes; more than ${HEADER_LIMIT} have to be sent in the body`,
    );
  }
  // Headers are bytes; Node reads them as Latin-1.
  const bytes = Buffer.from(header.trim(), 'latin1');
  const text = bytes.toString();
  return text.startsWith('%') ? decoded(text) : bytes;
}

function decoded(text: string): Buffer {
  try {
    return Buffer.from(decodeURIComponent(text));
  } catch {
    throw new InputError('The header Ce-Data is not rightly percent-encoded');
  }
}
