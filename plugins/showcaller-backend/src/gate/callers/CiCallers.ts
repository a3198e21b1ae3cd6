import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import type { GateEvaluationRequest } from '@showcaller/backstage-plugin-showcaller-common';
import type { Request } from 'express';
import type { OwnershipGraph } from '../../ownership/types';
import type { EvaluationRow, GateCaller } from '../evaluations/types';
import type { CiTokenVerifier } from './CiTokenVerifier';
import { whyNotMatching } from './matchClaims';
import type { CiClaims } from './readCiClaims';

const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/i;

/** Jobs of CI systems, by the token that their system gave them. */
export class CiCallers {
  readonly #verifier: Pick<CiTokenVerifier, 'verify'>;
  readonly #ownership: Pick<OwnershipGraph, 'getComponent'>;

  static create(options: {
    verifier: Pick<CiTokenVerifier, 'verify'>;
    ownership: Pick<OwnershipGraph, 'getComponent'>;
  }): CiCallers {
    return new CiCallers(options);
  }

  private constructor(options: {
    verifier: Pick<CiTokenVerifier, 'verify'>;
    ownership: Pick<OwnershipGraph, 'getComponent'>;
  }) {
    this.#verifier = options.verifier;
    this.#ownership = options.ownership;
  }

  /** @throws AuthenticationError without a token that can be trusted */
  async authenticate(request: Request): Promise<CiClaims> {
    const header = request.headers.authorization ?? '';
    const token = BEARER.exec(header)?.[1];
    if (token === undefined) {
      throw new AuthenticationError(
        'Send the id token of the CI job: Authorization: Bearer <token>.',
      );
    }
    return this.#verifier.verify(token);
  }

  /** @throws NotAllowedError when the token is of something else than what is asked about */
  authorise(claims: CiClaims, request: GateEvaluationRequest): GateCaller {
    const component = this.#ownership.getComponent(request.entityRef);
    const reason = whyNotMatching({ claims, request, component });
    if (reason !== undefined) {
      throw new NotAllowedError(reason);
    }
    return {
      id: callerIdOf(claims),
      source: claims.source,
      requestedBy: claims.startedBy,
    };
  }

  /** A job may read what jobs of its own repository asked. */
  mayRead(claims: CiClaims, row: Pick<EvaluationRow, 'caller'>): boolean {
    return row.caller === callerIdOf(claims);
  }
}

/** For records, and to keep the questions of one repository from those of others. */
export function callerIdOf({ issuer, repository }: CiClaims): string {
  return `ci:${new URL(issuer.issuer).host}:${repository}`;
}
