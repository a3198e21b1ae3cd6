import type { AuditAppender } from '../audit/types';
import type { ReceivedListener } from './DatabaseEvidenceStore';

/** Enters attestations in the audit log: by them somebody vouches for what is deployed. */
export function auditReceived(audit: AuditAppender): ReceivedListener {
  return async (document, received, tx) => {
    if (document.kind === 'attestation') {
      const { id, kind, repository, sha, name, digest } = document;
      await audit.append(
        {
          actor: received.uploadedBy,
          action: 'evidence.added',
          subject: `evidence:${id}`,
          data: {
            kind,
            repository,
            sha,
            name,
            digest,
            ...(received.artifact && { artifact: received.artifact }),
          },
        },
        tx,
      );
    }
  };
}
