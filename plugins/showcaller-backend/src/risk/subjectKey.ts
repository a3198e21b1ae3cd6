import type { RiskAssessment } from '@showcaller/backstage-plugin-showcaller-common';

/** What an assessment is about, as one string. A deployment belongs to one entity, a change may belong to several. */
export function subjectKey(
  assessment: Pick<RiskAssessment, 'entityRef' | 'subject'>,
): string {
  const { entityRef, subject } = assessment;
  return subject.kind === 'deployment'
    ? subject.deploymentId
    : `change:${entityRef}:${subject.repository}@${subject.sha}`;
}
