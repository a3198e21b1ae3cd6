import { InputError } from '@backstage/errors';
import { isIP } from 'node:net';
import { isPrivateAddress } from '../../network';

type Protocol = 'http:' | 'https:';

/**
 * Hosts that a download may be redirected to. Entries are `host`, `host:port`, `*.example.com` for every name below it, or
 * `http://host` where there is no TLS.
 *
 * @public
 */
export class DownloadHosts {
  readonly #exact = new Map<string, Protocol>();
  /** `.example.com` */
  readonly #below: string[] = [];
  readonly #allowsPrivate: boolean;

  /** @throws InputError for an entry that is no host; `key` is where it stands in the configuration. */
  static create(options: {
    hosts: readonly string[];
    key: string;
    /** Whether addresses of private networks may be asked; no when absent. */
    allowPrivate?: boolean;
  }): DownloadHosts {
    return new DownloadHosts(options);
  }

  private constructor(options: {
    hosts: readonly string[];
    key: string;
    allowPrivate?: boolean;
  }) {
    this.#allowsPrivate = options.allowPrivate ?? false;
    for (const entry of options.hosts) {
      if (/^\*(\.[\w-]+){2,}$/.test(entry)) {
        this.#below.push(entry.slice(1).toLowerCase());
      } else {
        this.#exact.set(...readHost(entry, options.key));
      }
    }
  }

  /** Why an address may not be asked; undefined when it may. */
  refusal(url: URL): string | undefined {
    if (url.username || url.password) {
      return 'it holds credentials';
    }
    const protocol =
      this.#exact.get(url.host) ??
      (url.port === '' &&
      this.#below.some(
        end => url.hostname.endsWith(end) && url.hostname.length > end.length,
      )
        ? 'https:'
        : undefined);
    if (!protocol) {
      return 'this host is not among those that downloads may come from';
    }
    if (url.protocol !== 'https:' && url.protocol !== protocol) {
      return 'it is not https';
    }
    return this.addressRefusal(url.hostname.replace(/^\[|\]$/g, ''));
  }

  /** The same for an IP address, also one that a name was looked up to be; names are let through. */
  addressRefusal(address: string): string | undefined {
    return isIP(address) && isPrivateAddress(address) && !this.#allowsPrivate
      ? `${address} is an address of a private network`
      : undefined;
  }
}

function readHost(entry: string, key: string): [string, Protocol] {
  const text = entry.includes('://') ? entry : `https://${entry}`;
  if (URL.canParse(text)) {
    const { protocol, host, pathname, search, username } = new URL(text);
    if (
      (protocol === 'http:' || protocol === 'https:') &&
      host &&
      !host.includes('*') &&
      pathname === '/' &&
      !search &&
      !username
    ) {
      return [host, protocol];
    }
  }
  throw new InputError(
    `${key} has '${entry}'; it must be a host such as storage.example.com, storage.example.com:9000, *.example.com or http://storage.example.com`,
  );
}
