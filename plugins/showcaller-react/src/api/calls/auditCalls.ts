import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import type { BackendRequests } from './BackendRequests';
import { pageQuery } from './paths';

type AuditCalls = Pick<
  ShowcallerApi,
  | 'getAuditOverview'
  | 'getAuditEntries'
  | 'getAuditProof'
  | 'getAuditConsistency'
  | 'startAuditVerification'
  | 'getAuditVerification'
>;

/** Who did what, and the proof that it is as it was written. */
export function auditCalls(requests: BackendRequests): AuditCalls {
  return {
    getAuditOverview: () => requests.get('audit'),
    getAuditEntries: filter =>
      requests.get('audit/entries', {
        actor: filter?.actor,
        action: filter?.action,
        subject: filter?.subject,
        entityRef: filter?.entityRef,
        from: filter?.from,
        to: filter?.to,
        ...pageQuery(filter),
      }),
    getAuditProof: seq => requests.get(`audit/entries/${seq}/proof`),
    getAuditConsistency: (from, to) =>
      requests.get('audit/consistency', { from, to }),
    startAuditVerification: () => requests.post('audit/verification'),
    getAuditVerification: () => requests.find('audit/verification'),
  };
}
