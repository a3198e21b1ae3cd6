import { canonicalJson } from '@showcaller/engine/audit';
import { sha256 } from '../../database/sha256';
import type { PolicySubject } from '../types';

/** What an approval is bound to: another artifact, environment, configuration, policy or assessment is another thing. */
export function subjectHash(
  subject: PolicySubject,
  policyHash: string,
): string {
  return sha256(
    canonicalJson({
      artifact: subject.artifact?.digest ?? null,
      environment: subject.environment,
      entityRef: subject.entityRef,
      stage: subject.stage,
      configRevision: subject.configRevision ?? null,
      sha: subject.sha,
      policyHash,
      assessment: subject.assessment?.id ?? null,
    }),
  );
}
