import type { RiskAssessment } from '@showcaller/backstage-plugin-showcaller-common';

const CANDIDATE = 'candidate:';

/** What an assessment is about, as one string. A deployment belongs to one entity, a change may belong to several. */
export function subjectKey(
  assessment: Pick<RiskAssessment, 'entityRef' | 'subject'>,
): string {
  const { entityRef, subject } = assessment;
  switch (subject.kind) {
    case 'deployment':
      return subject.deploymentId;
    case 'candidate':
      return `${CANDIDATE}${subject.evaluationId}`;
    default:
      return `change:${entityRef}:${subject.repository}@${subject.sha}`;
  }
}

/** The evaluation that the key of a candidate names. */
export function evaluationOf(key: string): string {
  return key.slice(CANDIDATE.length);
}
