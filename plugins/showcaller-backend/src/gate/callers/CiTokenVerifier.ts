import {
  AuthenticationError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  createRemoteJWKSet,
  decodeJwt,
  errors,
  jwtVerify,
  type JWTVerifyGetKey,
} from 'jose';
import { readCiClaims, type CiClaims } from './readCiClaims';
import type { CiIssuer } from './oidcConfig';

/** What CI systems sign with: only keys of which the public half is known. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'PS256'];
/** Clocks that are not quite the same. */
const TOLERANCE_SECONDS = 30;
/** A token that was issued longer ago is refused, whatever it says about its end. */
const OLDEST = '24h';

/** Checks tokens of CI systems: who signed them, for whom, and for how long. */
export class CiTokenVerifier {
  readonly #issuers: Map<string, { issuer: CiIssuer; keys: JWTVerifyGetKey }>;
  readonly #now: () => Date;

  static create(options: {
    issuers: CiIssuer[];
    now?: () => Date;
  }): CiTokenVerifier {
    return new CiTokenVerifier(options);
  }

  private constructor(options: { issuers: CiIssuer[]; now?: () => Date }) {
    this.#now = options.now ?? (() => new Date());
    this.#issuers = new Map(
      options.issuers.map(issuer => [
        issuer.issuer,
        { issuer, keys: createRemoteJWKSet(new URL(issuer.jwksUri)) },
      ]),
    );
  }

  /** @throws AuthenticationError that says what is wrong with the token */
  async verify(token: string): Promise<CiClaims> {
    const { issuer, keys } = this.#issuerOf(token);
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: [issuer.issuer, `${issuer.issuer}/`],
        audience: issuer.audience,
        algorithms: ALGORITHMS,
        clockTolerance: TOLERANCE_SECONDS,
        maxTokenAge: OLDEST,
        requiredClaims: ['exp', 'iat', 'sub'],
        currentDate: this.#now(),
      });
      return readCiClaims(payload, issuer);
    } catch (error) {
      throw toRefusal(error, issuer);
    }
  }

  /** Only what the token says of itself: nothing of it counts until the signature is checked. */
  #issuerOf(token: string): { issuer: CiIssuer; keys: JWTVerifyGetKey } {
    let claimed: string | undefined;
    try {
      claimed = decodeJwt(token).iss;
    } catch {
      throw new AuthenticationError('The token is no JSON Web Token.');
    }
    const known = this.#issuers.get((claimed ?? '').replace(/\/+$/, ''));
    if (!known) {
      throw new AuthenticationError(
        `Tokens of the issuer ${
          claimed ?? '(none)'
        } are not taken; the platform team enters issuers in showcaller.gate.oidc.`,
      );
    }
    return known;
  }
}

function toRefusal(error: unknown, issuer: CiIssuer): Error {
  if (error instanceof Error && error.name === 'AuthenticationError') {
    return error;
  }
  const reason = error instanceof Error ? error.message : String(error);
  if (
    !(error instanceof errors.JOSEError) ||
    ['ERR_JWKS_TIMEOUT', 'ERR_JOSE_GENERIC'].includes(error.code)
  ) {
    return new ServiceUnavailableError(
      `The keys of ${issuer.issuer} could not be read, so the token cannot be checked: ${reason}`,
    );
  }
  return new AuthenticationError(`The token is refused: ${reason}.`);
}
