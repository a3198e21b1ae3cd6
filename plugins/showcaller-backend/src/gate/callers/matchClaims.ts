import {
  showcallerAnnotations,
  type GateEvaluationRequest,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { OwnedComponent } from '../../ownership/types';
import type { CiKind } from './oidcConfig';
import type { CiClaims } from './readCiClaims';

const SLUG: Readonly<Record<CiKind, string>> = {
  github: showcallerAnnotations.githubProjectSlug,
  gitlab: showcallerAnnotations.gitlabProjectSlug,
};

/**
 * Why a job may not ask this question; undefined when it may. The token's repository must be that of the entity, its
 * environment (where it has one) and its revision must be those that are asked about. Pure.
 */
export function whyNotMatching(options: {
  claims: CiClaims;
  request: Pick<GateEvaluationRequest, 'entityRef' | 'environment' | 'change'>;
  component: Pick<OwnedComponent, 'annotations'> | undefined;
}): string | undefined {
  const { claims, request, component } = options;
  const { issuer, repository, environment, sha, ref } = claims;
  const { change } = request;
  if (!component) {
    return `The catalog has no component ${request.entityRef}.`;
  }
  const annotation = SLUG[issuer.kind];
  const own = component.annotations[annotation]?.trim().toLowerCase();
  if (own !== repository) {
    return `The token is of the repository ${repository}; ${
      request.entityRef
    } has ${own ?? 'none'} as ${annotation}.`;
  }
  if (change.repository.toLowerCase() !== repository) {
    return `The token is of the repository ${repository}, the question about ${change.repository}.`;
  }
  if (environment !== undefined && environment !== request.environment) {
    return `The job of the token deploys to '${environment}', the question is about '${request.environment}'.`;
  }
  if (change.sha.toLowerCase() !== sha) {
    return `The token is of revision ${sha}, the question about ${change.sha}.`;
  }
  if (issuer.requireProtectedRef && !claims.refProtected) {
    return `The token is of ${
      ref ?? 'a ref'
    }, which is not protected; only protected branches and tags may ask.`;
  }
  return undefined;
}
