import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import type { BackendRequests } from './BackendRequests';
import { entityPath, pageQuery } from './paths';

type GateCalls = Pick<
  ShowcallerApi,
  | 'getGateDecisions'
  | 'getGateDecision'
  | 'voteOnDecision'
  | 'overrideDecision'
  | 'confirmOverride'
  | 'getOverrides'
  | 'getApprovals'
  | 'getArtifactEvidence'
>;

/** What the gate decided, what people said to it, and what is known of the artifacts. */
export function gateCalls(requests: BackendRequests): GateCalls {
  return {
    getGateDecisions: (ref, page) =>
      requests.get(
        `gate/entities/${entityPath(ref)}/decisions`,
        pageQuery(page),
      ),
    getGateDecision: id =>
      requests.get(`gate/decisions/${encodeURIComponent(id)}/detail`),
    voteOnDecision: (id, request) =>
      requests.post(
        `gate/decisions/${encodeURIComponent(id)}/approvals`,
        request,
      ),
    overrideDecision: (id, request) =>
      requests.post(
        `gate/decisions/${encodeURIComponent(id)}/overrides`,
        request,
      ),
    confirmOverride: (id, request) =>
      requests.post(
        `gate/overrides/${encodeURIComponent(id)}/confirmation`,
        request,
      ),
    getOverrides: page => requests.get('gate/overrides', pageQuery(page)),
    getApprovals: filter =>
      requests.get('gate/approvals', {
        scope: filter?.scope,
        ...pageQuery(filter),
      }),
    getArtifactEvidence: digest =>
      requests.find(`evidence/artifacts/${encodeURIComponent(digest)}`),
  };
}
