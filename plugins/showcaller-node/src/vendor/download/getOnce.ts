import { lookup } from 'node:dns';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';

/** Why no connection was made. @internal */
export class RefusedAddress extends Error {
  override readonly name = 'RefusedAddress';
}

/** Refuses a name when any address that it stands for is refused: the connection goes to what was looked at. */
function guardedLookup(
  refusal: (address: string) => string | undefined,
): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const reason = addresses
        ?.map(({ address }) => refusal(address))
        .find(text => text !== undefined);
      const problem = error ?? (reason ? new RefusedAddress(reason) : null);
      if (problem || addresses.length === 0) {
        callback(problem ?? new Error(`${hostname} has no address`), '', 4);
      } else if (options.all) {
        callback(null, addresses);
      } else {
        callback(null, addresses[0].address, addresses[0].family);
      }
    });
  };
}

/**
 * Asks exactly one address, without credentials, and follows nothing. The caller reads the body to its end or destroys it.
 *
 * @internal
 */
export async function getOnce(options: {
  url: URL;
  signal: AbortSignal;
  /** Why an IP address may not be asked; undefined when it may. */
  refusal: (address: string) => string | undefined;
}): Promise<IncomingMessage> {
  const { url, signal, refusal } = options;
  const { get } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    get(
      url,
      {
        headers: { accept: '*/*', 'user-agent': 'showcaller' },
        lookup: guardedLookup(refusal),
        signal,
      },
      resolve,
    ).on('error', reject);
  });
}
