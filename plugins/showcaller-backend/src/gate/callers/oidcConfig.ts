import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const KEY = 'showcaller.gate.oidc';
const KINDS = ['github', 'gitlab'] as const;

/** Which CI system's claims a token carries. */
export type CiKind = (typeof KINDS)[number];

/** A CI system whose tokens are taken. */
export interface CiIssuer {
  kind: CiKind;
  issuer: string;
  audience: string;
  jwksUri: string;
  /** Only branches and tags that are protected there may ask. */
  requireProtectedRef: boolean;
}

/** Where each kind keeps its keys, below its issuer. */
const JWKS: Readonly<Record<CiKind, string>> = {
  github: '/.well-known/jwks',
  gitlab: '/oauth/discovery/keys',
};

/** @throws InputError for an entry that cannot be used */
export function readIssuers(config: Config): CiIssuer[] {
  const issuers = (config.getOptionalConfigArray(KEY) ?? []).map(readIssuer);
  const known = new Set<string>();
  for (const { issuer } of issuers) {
    if (known.has(issuer)) {
      throw new InputError(`${KEY} names the issuer ${issuer} twice`);
    }
    known.add(issuer);
  }
  return issuers;
}

function readIssuer(entry: Config, index: number): CiIssuer {
  const where = `${KEY}[${index}]`;
  const issuer = entry.getString('issuer').replace(/\/+$/, '');
  const kind = entry.getString('kind');
  if (!isKind(kind)) {
    throw new InputError(
      `${where}.kind is '${kind}'; it must be one of ${KINDS.join(', ')}`,
    );
  }
  const jwksUri =
    entry.getOptionalString('jwksUri') ?? `${issuer}${JWKS[kind]}`;
  for (const address of [issuer, jwksUri]) {
    if (!/^https?:\/\/[^/]/.test(address)) {
      throw new InputError(
        `${where} has '${address}', which is no address such as https://token.actions.githubusercontent.com`,
      );
    }
  }
  return {
    kind,
    issuer,
    audience: entry.getString('audience'),
    jwksUri,
    requireProtectedRef:
      entry.getOptionalBoolean('requireProtectedRef') ?? false,
  };
}

function isKind(text: string): text is CiKind {
  return KINDS.some(kind => kind === text);
}
