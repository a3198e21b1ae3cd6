import type { GateDecisionDetail } from '@showcaller/backstage-plugin-showcaller-common';

/** What was decided on: the parts that an approval is bound to, as far as the page knows them. */
export interface DecisionSubject {
  sha?: string;
  repository?: string;
  /** Where the revision or the deployment can be seen. */
  url?: string;
  artifact?: string;
  configRevision?: string;
  requestedBy?: string;
  source?: string;
}

/** Reads what was decided on from the evaluation, or from the assessment where no pipeline asked. */
export function decisionSubject(
  detail: Pick<GateDecisionDetail, 'evaluation' | 'assessment'>,
): DecisionSubject {
  const { evaluation, assessment } = detail;
  const subject = assessment?.subject;
  return {
    sha: evaluation?.change.sha ?? subject?.sha,
    repository: evaluation?.change.repository ?? subject?.repository,
    url: subject?.url,
    artifact: evaluation?.artifact?.digest,
    configRevision: evaluation?.configRevision,
    requestedBy: evaluation?.requestedBy,
    source: evaluation?.source,
  };
}

/** The first characters of a hash, with its kind where it names one: `sha256:0ddba11d0ddb`. */
export function shortHash(hash: string): string {
  const [, kind = '', digits] = /^(\w+:)?(.*)$/s.exec(hash) ?? [];
  return `${kind}${(digits ?? hash).slice(0, 12)}`;
}
