import { VendorError } from '@showcaller/backstage-plugin-showcaller-node';
import { lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';

/** The status and what says when to come again; the body of an answer is not read. */
export interface PostAnswer {
  status: number;
  headers: Headers;
}

/** Refuses a name when any address that it stands for is refused: the connection goes to what was looked at. */
function lookupGuard(check: (address: string) => void): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, '', 4);
        return;
      }
      try {
        for (const { address } of addresses) {
          check(address);
        }
      } catch (refusal) {
        callback(refusal as NodeJS.ErrnoException, '', 4);
        return;
      }
      if (options.all) {
        callback(null, addresses);
      } else {
        callback(null, addresses[0].address, addresses[0].family);
      }
    });
  };
}

/** Sends one POST, to exactly this address: redirects are not followed. */
export async function postOnce(options: {
  url: URL;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
  signal: AbortSignal;
  /** Throws for an address that must not be called. */
  checkAddress: (address: string) => void;
}): Promise<PostAnswer> {
  const { url, headers, body, timeoutMs, signal, checkAddress } = options;
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const fail = (error: Error) =>
      reject(
        error.name === 'InputError'
          ? new VendorError(error.message, { kind: 'refused', cause: error })
          : new VendorError(
              `POST ${url.host} gave no answer: ${error.message}`,
              { kind: 'unavailable', cause: error },
            ),
      );
    const sent = request(
      url,
      {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
        lookup: lookupGuard(checkAddress),
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      },
      response => {
        const told = new Headers();
        for (const [name, value] of Object.entries(response.headers)) {
          told.set(name, String(value));
        }
        resolve({ status: response.statusCode ?? 0, headers: told });
        // What it says besides is of no interest, however long it is.
        response.on('error', () => undefined);
        response.destroy();
      },
    );
    sent.on('error', fail);
    sent.end(body);
  });
}
