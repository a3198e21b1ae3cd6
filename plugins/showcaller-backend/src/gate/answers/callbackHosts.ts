import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { isIP } from 'node:net';
import { isPrivateAddress } from './isPrivateAddress';

const HOSTS = 'showcaller.gate.callbackHosts';
const PRIVATE = 'showcaller.gate.callbackPrivateAddresses';

/** Where answers may be sent. */
export class CallbackHosts {
  readonly #hosts: Map<string, 'http:' | 'https:'>;
  /** Whether addresses of private networks may be called. */
  readonly allowsPrivate: boolean;

  /** @throws InputError for an entry that is no host */
  static fromConfig(config: Config): CallbackHosts {
    return new CallbackHosts(config);
  }

  private constructor(config: Config) {
    this.#hosts = new Map(
      (config.getOptionalStringArray(HOSTS) ?? []).map(readHost),
    );
    this.allowsPrivate = config.getOptionalBoolean(PRIVATE) ?? false;
  }

  /** @throws InputError that says why an address may not be called */
  check(text: string): URL {
    const url = parse(text);
    if (url.username || url.password) {
      throw new InputError(
        'callback.url holds credentials; leave them out: calls are signed.',
      );
    }
    const scheme = this.#hosts.get(url.host);
    if (!scheme) {
      throw new InputError(
        `callback.url goes to ${url.host}, which is not in ${HOSTS}; the platform team enters it there.`,
      );
    }
    if (url.protocol !== 'https:' && url.protocol !== scheme) {
      throw new InputError(
        `callback.url must begin with https://; ${HOSTS} allows http only for a host entered as http://${url.host}.`,
      );
    }
    this.checkAddress(url.hostname.replace(/^\[|\]$/g, ''));
    return url;
  }

  /** @throws InputError for an address of a private network, unless these are allowed; names are left to the look-up. */
  checkAddress(address: string): void {
    if (isIP(address) && isPrivateAddress(address) && !this.allowsPrivate) {
      throw new InputError(
        `The call would go to ${address}, an address of a private network; ${PRIVATE} allows these.`,
      );
    }
  }
}

function parse(text: string): URL {
  let url: URL | undefined;
  try {
    url = new URL(text);
  } catch {
    url = undefined;
  }
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new InputError(
      'callback.url must be an address such as https://ci.example.com/gate.',
    );
  }
  return url;
}

function readHost(entry: string): [string, 'http:' | 'https:'] {
  const text = entry.includes('://') ? entry : `https://${entry}`;
  try {
    const { protocol, host, pathname } = new URL(text);
    if (
      (protocol === 'http:' || protocol === 'https:') &&
      host &&
      pathname === '/'
    ) {
      return [host, protocol];
    }
  } catch {
    // Said below.
  }
  throw new InputError(
    `${HOSTS} has '${entry}'; it must be a host such as ci.example.com, ci.example.com:8443 or http://ci.example.com`,
  );
}
