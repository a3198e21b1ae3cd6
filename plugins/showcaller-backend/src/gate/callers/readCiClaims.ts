import { AuthenticationError } from '@backstage/errors';
import type { JWTPayload } from 'jose';
import type { CiIssuer, CiKind } from './oidcConfig';

/** What a verified token says of the job that holds it. */
export interface CiClaims {
  issuer: CiIssuer;
  /** `owner/repo`, lower case. */
  repository: string;
  sha: string;
  /** Environment that the job deploys to, where it has one. */
  environment?: string;
  ref?: string;
  refProtected: boolean;
  /** Login of the person who started it. */
  startedBy?: string;
  /** System it runs on, for records. */
  source: string;
}

/** Names of the claims of each kind. */
const NAMES: Readonly<
  Record<CiKind, { repository: string; startedBy: string; source: string }>
> = {
  github: {
    repository: 'repository',
    startedBy: 'actor',
    source: 'github-actions',
  },
  gitlab: {
    repository: 'project_path',
    startedBy: 'user_login',
    source: 'gitlab-ci',
  },
};

/** @throws AuthenticationError when what has to be known is not in the token */
export function readCiClaims(payload: JWTPayload, issuer: CiIssuer): CiClaims {
  const names = NAMES[issuer.kind];
  const text = (name: string): string | undefined => {
    const value = payload[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const required = (name: string): string => {
    const value = text(name);
    if (value === undefined) {
      throw new AuthenticationError(
        `The token has no claim '${name}', which tokens of ${issuer.issuer} must have.`,
      );
    }
    return value;
  };
  return {
    issuer,
    repository: required(names.repository).toLowerCase(),
    sha: required('sha').toLowerCase(),
    environment: text('environment'),
    ref: text('ref'),
    refProtected: String(payload.ref_protected) === 'true',
    startedBy: text(names.startedBy),
    source: names.source,
  };
}
